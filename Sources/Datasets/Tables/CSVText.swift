/// Writes CSV.
enum CSVText {
  /// One record with its line end, cells in quotes where they need them.
  static func line(_ cells: [String]) -> String {
    cells.map { cell in
      cell.contains { "\",\r\n".contains($0) }
        ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }.joined(separator: ",") + "\n"
  }
}
