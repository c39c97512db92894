import Images

/// Reads a binary PGM file of 8 bits, what DCMTK writes.
enum PortableGreymap {
  /// The picture: `P5`, width, height, 255, then the pixels. Nil for anything else.
  static func image(_ bytes: [UInt8]) -> GreyImage? {
    var position = 0
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
    /// The next word of the header, and the one blank behind it.
    func word() -> String? {
      while position < bytes.count, isBlank(bytes[position]) { position += 1 }
      let start = position
      while position < bytes.count, position - start < 16, !isBlank(bytes[position]) {
        position += 1
      }
      guard position < bytes.count, position > start else { return nil }
      position += 1
      return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }
    guard word() == "P5", let width = word().flatMap({ Int($0) }),
      let height = word().flatMap({ Int($0) }), word() == "255"
    else { return nil }
    return try? GreyImage(width: width, height: height, pixels: Array(bytes[position...]))
  }
}
