/// How the text of a cell is understood.
enum TableCell {
  /// What hospitals write where nothing is known.
  private static let missing: Set<String> = ["", "?", "na", "n/a", "nan", "null", "none"]

  /// Whether nothing is known.
  static func isMissing(_ text: String) -> Bool {
    // Most cells are numbers, and longer than any of these words.
    text.utf8.count <= 4 && missing.contains(text.lowercased())
  }

  /// The number, or nil if it is none. Infinite is none.
  static func number(_ text: String) -> Double? {
    // Double also reads hexadecimal, which no hospital writes.
    let isHexadecimal = text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }
    guard !isHexadecimal, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Equal for cells of equal meaning: `1` and `1.0` are one value.
  static func key(_ text: String) -> String {
    guard let number = number(text) else { return text }
    // -0 and 0 are one value too.
    return "\(number == 0 ? 0 : number)"
  }
}
