extension TableLoader {
  /// Reads the inputs of all rows of a file with a header; it needs no column of classes and none of
  /// patients.
  ///
  /// Text where a number belongs is an error that names line and column, not the text.
  ///
  /// - Throws: `.missing` if the file cannot be read or has no rows, `.badData`,
  ///   `.badSpecification`.
  public func loadUnlabelled(_ path: String) throws(DataError) -> UnlabelledExamples {
    try specification.validate()
    let table = try CSVTable(path: path)
    var columns = try columns(of: table)
    guard !table.rows.isEmpty else { throw Self.empty(table) }
    var values: [Float] = []
    var flags: [Bool] = []
    for row in table.rows {
      for index in columns.indices {
        try columns[index].append(row, of: table.name, to: &values, missing: &flags)
      }
    }
    return UnlabelledExamples(
      shape: specification.shape, values: values, missing: flags.contains(true) ? flags : [],
      ids: table.rows.map { "line \($0.line)" },
      skipped: [], notes: Self.notes(columns, rows: table.rows.count))
  }
}
