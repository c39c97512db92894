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

  /// The file, where both halves are here.
  var file: UnverifiedFile? {
    switch self {
    case .absent, .half: nil
    case .signed(let file), .refused(let file, _): file
    }
  }

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

/// What any statement names, whatever its body says.
struct NamedDigests: Decodable {
  let seq: Int?
  let K: Digest?
  let sees: [Digest]?
  let payload: [Payload]?
  let body: Body?

  struct Body: Decodable {
    let heads: [String: Head]?
    let place: String?
    let copies: [SignedCopy]?

    private enum Key: String, CodingKey { case heads, place, copies }

    /// A body of any statement; what is not of these forms is passed over.
    init(from decoder: any Decoder) throws {
      let fields = try? decoder.container(keyedBy: Key.self)
      heads = try? fields?.decodeIfPresent([String: Head].self, forKey: .heads)
      place = try? fields?.decodeIfPresent(String.self, forKey: .place)
      copies = try? fields?.decodeIfPresent([SignedCopy].self, forKey: .copies)
    }
  }

  /// Digests of the files on which the author acted.
  var acted: [Digest] {
    (sees ?? []) + (K.map { [$0] } ?? []) + (body?.heads?.values.map(\.digest) ?? [])
  }
}
