/// The columns of a file that is looked at without a plan.
struct UnplannedColumns {
  let part: TablePart

  var findings: [DataFinding] {
    let rows = part.table.rows
    let header = part.table.header
    var findings = [
      DataFinding(
        .ok, .columns, part: part.number,
        "\(Amount(rows.count, "row")), \(Amount(header.count, "column"))",
        counts: [SharedCount(.text("rows"), rows.count)]),
      DataFinding(
        .note, .classes, part: part.number,
        "which column holds the class is not known without a plan", next: "give --plan"),
    ]
    let repeated = Set(header.filter { name in header.count { $0 == name } > 1 }).sorted()
    if !repeated.isEmpty {
      findings.append(
        DataFinding(
          .warn, .columns, part: part.number,
          "columns of the same name: " + repeated.map { "'\($0)'" }.joined(separator: ", "),
          next: "rename or remove all but one"))
    }
    for (place, name) in header.enumerated() {
      let cells = ColumnCells(rows, place: place, feature: nil)
      if !cells.missing.isEmpty {
        let amount = Amount(cells.missing.count, "row")
        findings.append(
          DataFinding(
            cells.missing.count * 2 >= rows.count ? .warn : .note, .values, part: part.number,
            "'\(name)': \(amount) (\(amount.share(of: rows.count))) without a value",
            next: cells.missing.count * 2 >= rows.count
              ? "say so to those who write the plan" : nil))
      }
      if cells.isConstant, rows.count > 1 {
        findings.append(
          DataFinding(
            .warn, .values, part: part.number, "'\(name)': all known values are the same",
            next: "look whether it stands for unknown; then leave the cells empty"))
      }
    }
    return findings
  }
}
