/// The cells of one column, sorted by what is odd about them. Places are indices of rows.
struct ColumnCells {
  private(set) var missing: [Int] = []
  /// Text where a number belongs.
  private(set) var unreadable: [Int] = []
  /// Numbers outside the plan's range.
  private(set) var outside: [Int] = []
  /// Values that the plan does not state.
  private(set) var unstated: [Int] = []
  /// Whether there are known values, and all of them are equal.
  private(set) var isConstant = true

  /// Looks at a column; without a feature of the plan only for missing cells and constancy.
  init(_ rows: [CSVRow], place: Int, feature: TableFeature?) {
    var values: Set<String> = []
    if case .categorical(let stated) = feature?.kind { values = Set(stated.map(TableCell.key)) }
    let unknown = Set((feature?.missingValues ?? []).map(TableCell.key))
    var first: String?
    for (index, row) in rows.enumerated() {
      let text = row.fields[place]
      let key = TableCell.key(text)
      // As the loader does: a stated value is none that is missing, whatever it looks like.
      guard !unknown.contains(key), !TableCell.isMissing(text) || values.contains(key) else {
        missing.append(index)
        continue
      }
      if let first, first != key { isConstant = false } else { first = key }
      switch feature?.kind {
      case .numeric(let low, let high, _, _):
        guard let number = TableCell.number(text) else {
          unreadable.append(index)
          continue
        }
        if !(low...high).contains(number) { outside.append(index) }
      case .categorical:
        if !values.contains(key) { unstated.append(index) }
      case nil: break
      }
    }
    if first == nil { isConstant = false }
  }
}
