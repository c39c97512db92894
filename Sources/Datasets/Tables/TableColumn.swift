/// Turns the cells of one column into inputs, and counts what was odd about them.
struct TableColumn {
  let feature: TableFeature
  /// Which cell of a row it is.
  let place: Int
  private let valueKeys: [String]
  private let missingKeys: Set<String>
  private var rows = 0
  /// In how many rows nothing is known.
  private(set) var missing = 0
  private var clipped = 0
  private var unstated = 0

  init(feature: TableFeature, place: Int) {
    self.feature = feature
    self.place = place
    missingKeys = Set(feature.missingValues.map(TableCell.key))
    if case .categorical(let values) = feature.kind {
      valueKeys = values.map(TableCell.key)
    } else {
      valueKeys = []
    }
  }

  /// Appends the inputs of one row, each in [0, 1], and for each whether nothing is known.
  ///
  /// A categorical value that is not stated says as little as none.
  /// - Throws: `.badData` with line and column if a number is none.
  mutating func append(
    _ row: CSVRow, of file: String, to inputs: inout [Float], missing flags: inout [Bool]
  ) throws(DataError) {
    let text = row.fields[place]
    let isMissing =
      TableCell.isMissing(text)
      || !missingKeys.isEmpty && missingKeys.contains(TableCell.key(text))
    rows += 1
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
      flags.append(isMissing)
      if indicator {
        inputs.append(isMissing ? 1 : 0)
        flags.append(false)
      }
    case .categorical:
      let match = valueKeys.firstIndex(of: TableCell.key(text))
      if match == nil {
        if isMissing { missing += 1 } else { unstated += 1 }
      }
      for index in valueKeys.indices {
        inputs.append(index == match ? 1 : 0)
        flags.append(match == nil)
      }
    }
  }

  /// What was odd, if anything; that something is missing is not.
  var note: String? {
    let parts = [
      (clipped, "outside \(range)"), (unstated, "of no stated value"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    // Another unit than the plan's shows in nothing else.
    let doubt =
      2 * clipped > rows - missing ? ", which is most of them: is the column in another unit?" : ""
    return parts.isEmpty
      ? nil : "column '\(feature.name)': " + parts.joined(separator: ", ") + doubt
  }

  private var range: String {
    guard case .numeric(let low, let high, _, _) = feature.kind else { return "" }
    return "\(Self.text(low)) to \(Self.text(high))" + (feature.unit.map { " \($0)" } ?? "")
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
