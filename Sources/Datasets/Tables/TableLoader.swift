/// Reads the rows of a CSV file into numbers in [0, 1], as a specification says.
public struct TableLoader: Sendable {
  /// Which columns, and how.
  public let specification: TableSpecification

  /// Makes a loader.
  public init(_ specification: TableSpecification) {
    self.specification = specification
  }

  /// Reads a file with a header.
  ///
  /// A row without a class is skipped and counted. A class that the plan does not name, or text
  /// where a number belongs, is an error that names line and column, not the text.
  ///
  /// - Throws: `.missing` if the file cannot be read or has no rows, `.badData`,
  ///   `.badSpecification`.
  public func load(_ path: String) throws(DataError) -> LoadedData {
    try specification.validate()
    return try load(CSVTable(path: path))
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call it.
  public func load(bytes: [UInt8], name: String) throws(DataError) -> LoadedData {
    try specification.validate()
    return try load(CSVTable(bytes: bytes, name: name))
  }

  private func load(_ table: CSVTable) throws(DataError) -> LoadedData {
    let labelColumn = try table.column(specification.labelColumn)
    var patientColumn: Int?
    if let title = specification.patientColumn { patientColumn = try table.column(title) }
    var columns = try columns(of: table)
    let classKeys = specification.classes.map(TableCell.key)

    var examples: [Float] = []
    var flags: [Bool] = []
    var labels: [Int] = []
    var ids: [String] = []
    var groups: [String?] = []
    var unnamed: [LoadReport.Unnamed] = []
    var skipped: [LoadReport.Skipped] = []
    for row in table.rows {
      let text = row.fields[labelColumn]
      guard !TableCell.isMissing(text) || classKeys.contains(TableCell.key(text)) else {
        skipped.append(.init(name: "line \(row.line)", reason: "no class"))
        continue
      }
      guard let label = classKeys.firstIndex(of: TableCell.key(text)) else {
        throw DataError(
          .badData,
          "\(table.name): line \(row.line), column '\(specification.labelColumn)': "
            + "not one of the classes \(specification.classes.joined(separator: ", "))",
          remedy: "correct the cell, remove the row, or name the class in the plan")
      }
      for index in columns.indices {
        try columns[index].append(row, of: table.name, to: &examples, missing: &flags)
      }
      labels.append(label)
      ids.append("line \(row.line)")
      if let patientColumn {
        let patient = row.fields[patientColumn]
        groups.append(TableCell.isMissing(patient) ? nil : patient)
        if groups.last == .some(nil) { unnamed.append(self.unnamed(row, of: table)) }
      }
    }
    try check(table, skipped: skipped, used: labels.count)

    let dataset = Dataset(
      shape: specification.shape, examples: examples, labels: labels,
      classes: specification.classes, ids: ids, groups: patientColumn == nil ? nil : groups,
      missing: flags.contains(true) ? flags : [])
    let report = LoadReport(
      classes: specification.classes, counts: dataset.classCounts, skipped: skipped,
      unnamed: unnamed, notes: Self.notes(columns, rows: labels.count), fromCache: false)
    return LoadedData(dataset: dataset, report: report)
  }

  /// The features as columns of a file.
  func columns(of table: CSVTable) throws(DataError) -> [TableColumn] {
    var columns: [TableColumn] = []
    for feature in specification.features {
      columns.append(TableColumn(feature: feature, place: try table.column(feature.name)))
    }
    return columns
  }

  /// What is missing, in a line, and what was odd, a line each; of so many columns that a person can
  /// read it.
  static func notes(_ columns: [TableColumn], rows: Int) -> [String] {
    let missing = columns.filter { $0.missing > 0 }.map { "\($0.feature.name) \($0.missing)" }
    let odd = columns.compactMap(\.note)
    let most = 50
    var notes = Array(odd.prefix(most))
    if odd.count > most { notes.append("the like in \(odd.count - most) more columns") }
    guard !missing.isEmpty else { return notes }
    let more = missing.count > most ? " and in \(missing.count - most) more columns" : ""
    let first = missing.prefix(most).joined(separator: ", ")
    return ["missing, of \(rows) rows: \(first)\(more)"] + notes
  }

  private func unnamed(_ row: CSVRow, of table: CSVTable) -> LoadReport.Unnamed {
    LoadReport.Unnamed(
      name: "line \(row.line)", isDoubtful: false,
      reason: "\(table.name): line \(row.line), column '\(specification.patientColumn ?? "")': "
        + "names nobody")
  }

  static func empty(_ table: CSVTable) -> DataError {
    DataError(
      .missing, "\(table.name): no rows below the header", remedy: "export the table again")
  }

  private func check(
    _ table: CSVTable, skipped: [LoadReport.Skipped], used: Int
  ) throws(DataError) {
    guard !table.rows.isEmpty else { throw Self.empty(table) }
    guard LoadReport.tolerates(skipped: skipped.count, of: table.rows.count) else {
      throw DataError(
        .badData,
        "\(table.name): \(skipped.count) of \(table.rows.count) rows have no class in the column "
          + "'\(specification.labelColumn)', more than 5 %; the first is \(skipped[0].name)",
        remedy: "fill in the classes or remove the rows")
    }
  }
}
