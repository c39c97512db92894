/// Turns the cells of one column into inputs, and counts what was odd about them.
struct TableColumn {
  let feature: TableFeature
  /// Which cell of a row it is.
  let place: Int
  private let valueKeys: [String]
  private var missing = 0
  private var clipped = 0
  private var unstated = 0

  init(feature: TableFeature, place: Int) {
    self.feature = feature
    self.place = place
    if case .categorical(let values) = feature.kind {
      valueKeys = values.map(TableCell.key)
    } else {
      valueKeys = []
    }
  }

  /// Appends the inputs of one row, each in [0, 1].
  ///
  /// - Throws: `.badData` with line and column if a number is none.
  mutating func append(
    _ row: CSVRow, of file: String, to inputs: inout [Float]
  ) throws(DataError) {
    let text = row.fields[place]
    let isMissing = TableCell.isMissing(text)
    switch feature.kind {
    case .numeric(let low, let high, let fill, let indicator):
      var value = fill ?? low + (high - low) / 2
      if isMissing {
        missing += 1
      } else {
        guard let number = TableCell.number(text) else {
          throw DataError(
            .badData, "\(file): line \(row.line), column '\(feature.name)': not a number",
            remedy: "write numbers with a point, leave unknown ones empty")
        }
        if !(low...high).contains(number) { clipped += 1 }
        value = number
      }
      inputs.append(Float((min(max(value, low), high) - low) / (high - low)))
      if indicator { inputs.append(isMissing ? 1 : 0) }
    case .categorical:
      let match = valueKeys.firstIndex(of: TableCell.key(text))
      if match == nil {
        if isMissing { missing += 1 } else { unstated += 1 }
      }
      for index in valueKeys.indices { inputs.append(index == match ? 1 : 0) }
    }
  }

  /// What was odd, if anything.
  var note: String? {
    let parts = [
      (missing, "missing"), (clipped, "outside the range"), (unstated, "of no stated value"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? nil : "column '\(feature.name)': " + parts.joined(separator: ", ")
  }
}
