import Artifacts
import Sodium

/// What one copy of a shared directory holds of a signed file.
enum SlotVersion {
  /// Neither half.
  case absent
  /// One half only; which one is missing.
  case half(missing: String)
  /// Both halves, and the signature is right for this place.
  case signed(UnverifiedFile)
  /// Both halves, and they are not what the member signed here.
  case refused(UnverifiedFile, Rejection)

  /// The file, where it is what was signed.
  var signed: UnverifiedFile? { if case .signed(let file) = self { file } else { nil } }

  /// In words: its digest, or why it has none.
  var text: String {
    switch self {
    case .absent: "not here"
    case .half(let missing): "without \(missing)"
    case .signed(let file): Digest(hashing: file.bytes).hex
    case .refused(let file, let rejection):
      "\(Digest(hashing: file.bytes)) (not valid: \(rejection.message))"
    }
  }
}
