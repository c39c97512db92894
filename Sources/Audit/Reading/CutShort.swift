import Artifacts

/// Whether what lies here can be the beginning of a signed file whose end is still on its way.
///
/// Nothing of it can be verified, so this tells only what to call it: a transport that writes in place
/// leaves beginnings; everything else that does not verify was altered.
enum CutShort {
  /// Why a file that did not pass may only be waited for; `nil` where it was altered, or signed as
  /// it is.
  static func rejection(of file: UnverifiedFile, _ error: Rejection) -> Rejection? {
    // The keys to these two stand in them, so their form is looked at before their signature.
    let isFormFirst = [.manifest, .enrol(1)].contains(file.place.slot)
    guard error.code == .signature || isFormFirst && error.code == .canonical else { return nil }
    if isSignature(file.signature) {
      return Rejection(.missing, file: file.place.signature, "is not here completely")
    }
    guard isStatement(file.bytes) else { return nil }
    return Rejection(.missing, file: file.place.json, "is not here completely")
  }

  /// Whether bytes are the beginning of one line of canonical JSON, and not all of it.
  static func isStatement(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var (isInText, isEscaped) = (false, false)
    for (index, byte) in bytes.enumerated() {
      // Behind the value there is only the line feed, which is missing.
      guard (0x20...0x7e).contains(byte), index == 0 ? byte == UInt8(ascii: "{") : depth > 0 else {
        return false
      }
      if isInText {
        (isInText, isEscaped) = (
          isEscaped || byte != UInt8(ascii: "\""), !isEscaped && byte == UInt8(ascii: "\\")
        )
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return true
  }

  /// Whether bytes are the beginning of the four lines of a signature file, and not all of them.
  static func isSignature(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self),
      bytes.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x0a })
    else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count <= 4, let last = lines.last else { return false }
    // base64 of 74 and of 64 bytes.
    let lengths = [2: 100, 4: 88]
    for (number, line) in zip(1..., lines.dropLast()) {
      switch number {
      case 1: guard begins(line, "untrusted comment: ") else { return false }
      case 2: guard line.utf8.count == lengths[2] else { return false }
      default:
        guard begins(line, "trusted comment: "),
          line.split(separator: " ").last.map(String.init)
            .flatMap(Place.init) != nil
        else { return false }
      }
    }
    switch lines.count {
    case 1: return begins(last, "untrusted comment: ")
    case 3: return begins(last, "trusted comment: ")
    default: return last.utf8.count <= lengths[lines.count]!
    }
  }

  /// Whether a line, or what there is of it, begins with a word.
  private static func begins(_ line: String, _ word: String) -> Bool {
    line.hasPrefix(word) || word.hasPrefix(line)
  }
}
