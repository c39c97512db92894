/// What is in the columns that the plan names, a line for each that is odd.
struct TableValueCheck {
  let part: TablePart
  let features: [TableFeature]

  var findings: [DataFinding] {
    var findings: [DataFinding] = []
    var clean: [Int] = []
    for (index, feature) in features.enumerated() {
      guard let place = part.column(feature.name) else { continue }
      let cells = ColumnCells(part.table.rows, place: place, feature: feature)
      let odd = self.findings(cells, feature, index)
      if odd.isEmpty { clean.append(index) }
      findings += odd
    }
    guard !clean.isEmpty else { return findings }
    let names = clean.map { "'\(features[$0].name)'" }.joined(separator: ", ")
    return [
      DataFinding(
        .ok, .values, part: part.number,
        "\(Amount(clean.count, "column")) with nothing missing and nothing outside the plan: "
          + names)
    ] + findings
  }

  private func findings(
    _ cells: ColumnCells, _ feature: TableFeature, _ index: Int
  ) -> [DataFinding] {
    let total = part.table.rows.count
    var findings: [DataFinding] = []
    func say(
      _ word: DataWord, _ rows: [Int], _ what: StaticString, _ text: String, next: String? = nil,
      showsLines: Bool = true
    ) {
      let share = Amount(rows.count, "row").share(of: total)
      findings.append(
        DataFinding(
          word, .values, part: part.number,
          "'\(feature.name)': \(Amount(rows.count, "row")) (\(share)) \(text)",
          files: showsLines ? rows.map { part.lines[$0] } : [], next: next,
          counts: [SharedCount(.planColumn(index, what), rows.count)]))
    }
    if !cells.unreadable.isEmpty {
      say(
        .fail, cells.unreadable, "no number", "with text where a number belongs",
        next: "write numbers with a point, leave unknown ones empty")
    }
    if !cells.missing.isEmpty {
      let isMost = cells.missing.count * 2 >= total
      say(
        isMost ? .warn : .note, cells.missing, "missing", "without a value",
        next: isMost
          ? "say so to the others: the column is nearly unknown here and may say which hospital it is"
          : nil, showsLines: false)
    }
    if !cells.outside.isEmpty {
      let isMuch = cells.outside.count * 20 > total
      say(
        isMuch ? .warn : .note, cells.outside, "outside the range",
        "outside the plan's \(Self.range(feature)), clipped to it",
        next: isMuch ? "look whether the unit fits, and whether a number stands for unknown" : nil)
    }
    if !cells.unstated.isEmpty {
      let isMuch = cells.unstated.count * 20 > total
      say(
        isMuch ? .warn : .note, cells.unstated, "of no stated value",
        "with a value that the plan does not state, all inputs 0",
        next: isMuch ? "code them as the plan does, or ask for the value in the plan" : nil)
    }
    if cells.isConstant, total > 1 {
      findings.append(
        DataFinding(
          .warn, .values, part: part.number,
          "'\(feature.name)': all known values are the same",
          next: "look whether it stands for unknown; then leave the cells empty"))
    }
    return findings
  }

  private static func range(_ feature: TableFeature) -> String {
    guard case .numeric(let low, let high, _, _) = feature.kind else { return "values" }
    return "\(low) to \(high)"
  }
}
