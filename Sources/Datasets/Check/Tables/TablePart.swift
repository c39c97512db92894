/// One CSV file, read.
struct TablePart {
  let table: CSVTable
  /// Its place among the paths that were given.
  let number: Int
  /// The column that names the patient, if there is one.
  let patient: Int?

  /// The patient of each row; nil where no column names patients.
  var patients: [String?]? {
    patient.map { place in
      table.rows.map { TableCell.isMissing($0.fields[place]) ? nil : $0.fields[place] }
    }
  }

  /// What each row is called.
  var lines: [String] { table.rows.map { "line \($0.line)" } }

  /// Equal for rows that are equal in every cell, whatever the order of the columns; `1` and `1.0`
  /// are equal.
  var contents: [[String]] {
    let order = table.header.indices.sorted {
      table.header[$0].utf8.lexicographicallyPrecedes(table.header[$1].utf8)
    }
    let header = order.map { table.header[$0] }
    return table.rows.map { row in header + order.map { TableCell.key(row.fields[$0]) } }
  }

  /// The place of a column; nil if there is none or more than one of the name.
  func column(_ name: String) -> Int? {
    let places = table.header.indices.filter { table.header[$0] == name }
    return places.count == 1 ? places[0] : nil
  }

  /// Rows that repeat an earlier one.
  var duplicates: DataFinding {
    var first: [[String]: Int] = [:]
    var copies: [String] = []
    for (index, content) in contents.enumerated() {
      if let other = first[content] {
        copies.append("line \(table.rows[index].line) = line \(table.rows[other].line)")
      } else {
        first[content] = index
      }
    }
    let counts = [SharedCount(.text("equal rows"), copies.count)]
    guard !copies.isEmpty else {
      return DataFinding(
        .ok, .duplicates, part: number, "no row is in the file twice", counts: counts)
    }
    return DataFinding(
      .warn, .duplicates, part: number,
      "\(Amount(copies.count, "row")) equal to an earlier one in every cell", files: copies,
      next: "remove them if they are copies; two patients can be alike where columns are few",
      counts: counts)
  }
}
