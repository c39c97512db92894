/// A line of text with a checksum in front: `9f86d081884c7d65 {"slot":…}`.
///
/// Notices what a crash cut or a disk damaged; it is no defence against an adversary, who has no
/// way to the private state. FNV-1a, 64 bits.
struct CheckedLine {
  let text: ArraySlice<UInt8>

  /// The line with its checksum and a line feed.
  var bytes: [UInt8] { Self.checksum(text) + [0x20] + text + [0x0a] }

  init(_ text: [UInt8]) {
    self.text = text[...]
  }

  /// Reads one line, given without its line feed, in place: a log has thousands. `nil` when the checksum does not fit.
  init?(parsing line: ArraySlice<UInt8>) {
    guard line.count >= 17, line[line.startIndex + 16] == 0x20 else { return nil }
    let text = line.dropFirst(17)
    guard line.prefix(16).elementsEqual(Self.checksum(text)) else { return nil }
    self.text = text
  }

  private static func checksum(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return stride(from: 60, through: 0, by: -4).map { shift in
      let nibble = UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 15
      return nibble + (nibble < 10 ? 0x30 : 0x57)
    }
  }
}
