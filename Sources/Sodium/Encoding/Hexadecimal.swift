/// Lower-case hexadecimal, the only form the protocol writes and reads.
extension Array where Element == UInt8 {
  /// The bytes as lower-case hexadecimal.
  public var hex: String {
    String(unsafeUninitializedCapacity: count * 2) { text in
      for (position, byte) in enumerated() {
        text[2 * position] = Hexadecimal.digit(byte >> 4)
        text[2 * position + 1] = Hexadecimal.digit(byte & 15)
      }
      return count * 2
    }
  }

  /// Decodes lower-case hexadecimal; nil for capitals, an odd length or any other character.
  public init?(hex text: String) {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for position in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Hexadecimal.value(digits[position]),
        let low = Hexadecimal.value(digits[position + 1])
      else { return nil }
      bytes.append(high << 4 | low)
    }
    self = bytes
  }
}

private enum Hexadecimal {
  static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
