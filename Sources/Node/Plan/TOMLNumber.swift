/// The values of TOML that stand without quotes, dates and times left out.
enum TOMLNumber {
  private static let words: Set<String> = [
    "true", "false", "inf", "+inf", "-inf", "nan", "+nan", "-nan",
  ]

  /// Whether a text is one of them. A few that TOML refuses pass, such as `01`: the parser tells.
  static func isPlain(_ text: String) -> Bool {
    if words.contains(text) { return true }
    var digits = text[...]
    if let sign = digits.first, sign == "+" || sign == "-" { digits = digits.dropFirst() }
    guard let first = digits.utf8.first, isDigit(first), let last = digits.utf8.last else {
      return false
    }
    for (mark, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(mark) {
      return UInt64(digits.dropFirst(2).replacing("_", with: ""), radix: radix) != nil
    }
    let isDecimal = digits.utf8.allSatisfy { isDigit($0) || "_.eE+-".utf8.contains($0) }
    return isDecimal && isDigit(last) && Double(digits.replacing("_", with: "")) != nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
