/// Writes CSV.
enum CSVText {
  /// One record with its line end, cells in quotes where they need them.
  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// By code points and not by characters: a quote with an accent on it is still a quote, and a line
  /// end of two bytes is one character that equals neither of them.
  private static func cell(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ["\"", ",", "\r", "\n"].contains($0) }) else {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
