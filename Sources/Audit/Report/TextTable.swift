/// Rows of words in columns, for a terminal.
struct TextTable {
  private var rows: [[String]]

  /// Begins with the names of the columns.
  init(_ header: [String]) { rows = [header] }

  /// Adds a row; texts of files come out in printable ASCII.
  mutating func add(_ row: [String]) { rows.append(row.map(AuditReport.plain)) }

  /// The lines, each column as wide as its widest word.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { Self.pad($0, $1 + 2) }.joined()
      return String(cells.reversed().drop { $0 == " " }.reversed())
    }
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
