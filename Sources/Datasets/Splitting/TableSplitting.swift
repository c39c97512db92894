extension Splitting {
  /// Splits the rows of a CSV file into `OUT/h1.csv`, ..., `OUT/test.csv` and `OUT/split.json`,
  /// each with the header, the rows as they stand in the source and in its order.
  ///
  /// Equal rows count as copies. A row without a class is skipped and counted.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - labelColumn: The column that holds the class.
  ///   - patientColumn: The column that names the patient; nil for none.
  ///   - output: A folder that does not exist or is empty.
  /// - Returns: What was done, as in `split.json`.
  /// - Throws: `.missing`, `.badData`; `.badOptions` if the minimum cannot be met; `.exists`,
  ///   `.unwritable`.
  public func table(
    _ path: String, labelColumn: String, patientColumn: String? = nil, into output: String
  ) throws(DataError) -> SplitManifest {
    try options.validate()
    let table = try CSVTable(path: path)
    let label = try table.column(labelColumn)
    var patient: Int?
    if let patientColumn { patient = try table.column(patientColumn) }
    return try build(output) { output throws(DataError) in
      try rows(of: table, label: label, patient: patient, into: output)
    }
  }

  private func rows(
    of table: CSVTable, label: Int, patient: Int?, into output: OutputFolder
  ) throws(DataError) -> SplitManifest {
    let rows = table.rows.filter { !TableCell.isMissing($0.fields[label]) }
    let skipped = table.rows.filter { TableCell.isMissing($0.fields[label]) }
      .map { LoadReport.Skipped(name: "line \($0.line)", reason: "no class") }
    guard !rows.isEmpty, LoadReport.tolerates(skipped: skipped.count, of: table.rows.count) else {
      throw DataError(
        .badData,
        "\(table.name): \(skipped.count) of \(table.rows.count) rows have no class, more than 5 %",
        remedy: "fill in the classes or remove the rows")
    }
    let keys = rows.map { TableCell.key($0.fields[label]) }
    let order = Set(keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let numbers = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    // `1` and `1.0` are one class, named as it is written first.
    let classes = order.map { key in
      keys.firstIndex(of: key).map { rows[$0].fields[label] } ?? key
    }
    let owners = rows.map { row in patient.map { row.fields[$0] } ?? "" }
      .map { TableCell.isMissing($0) ? nil : $0 }
    let contents = rows.map { CSVText.line($0.fields) }

    let labels = SplitLabels(keys.compactMap { numbers[$0] }, classes: classes)
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(
        labels, keys: [contents.map { [$0] }, owners.map { $0.map { [$0] } ?? [] }]),
      labels: labels, options: options)
    var items: [[SplitManifest.Item]] = []
    for (part, name) in options.partNames.enumerated() {
      let members = assignment.members(of: part)
      var text = Array(table.source[table.headerBytes]) + [UInt8(ascii: "\n")]
      // A quoted cell may span lines, so they are counted as they are written.
      var line = 1 + Self.lineEnds(text[...])
      var placed: [SplitManifest.Item] = []
      for index in members {
        let row = table.source[rows[index].bytes]
        placed.append(
          SplitManifest.Item(to: "\(name).csv: line \(line)", from: "line \(rows[index].line)"))
        text += row
        text.append(UInt8(ascii: "\n"))
        line += 1 + Self.lineEnds(row)
      }
      try output.write(text, to: "\(name).csv")
      items.append(placed)
    }
    return manifest(
      assignment, duplicates: rows.count - Set(contents).count,
      patients: patient == nil ? nil : Set(owners.compactMap(\.self)).count,
      skipped: skipped, items: items)
  }

  private static func lineEnds(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }
}
