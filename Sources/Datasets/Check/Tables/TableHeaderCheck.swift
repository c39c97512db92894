/// Whether the file has the columns that the plan names, and what else it has.
struct TableHeaderCheck {
  let part: TablePart
  let specification: TableSpecification

  var findings: [DataFinding] {
    let planned =
      [specification.labelColumn] + (specification.patientColumn.map { [$0] } ?? [])
      + specification.features.map(\.name)
    let header = part.table.header
    let lacking = planned.filter { !header.contains($0) }
    let repeated = planned.filter { name in header.count { $0 == name } > 1 }
    let others = header.filter { !planned.contains($0) }
    let counts = [
      SharedCount(.text("rows"), part.table.rows.count)
    ]
    var findings: [DataFinding] = []
    if !lacking.isEmpty {
      findings.append(
        DataFinding(
          .fail, .columns, part: part.number,
          "\(Amount(lacking.count, "column")) of the plan not in the file: \(Self.list(lacking))",
          next: "name the columns as in the plan; a column that is unknown here has empty cells"))
    }
    if !repeated.isEmpty {
      findings.append(
        DataFinding(
          .fail, .columns, part: part.number, "more than one column \(Self.list(repeated))",
          next: "rename or remove all but one"))
    }
    if findings.isEmpty {
      findings.append(
        DataFinding(
          .ok, .columns, part: part.number,
          "\(Amount(planned.count, "column")) of the plan, \(Amount(part.table.rows.count, "row"))",
          counts: counts))
    }
    if !others.isEmpty {
      findings.append(
        DataFinding(
          .note, .columns, part: part.number,
          "\(Amount(others.count, "column")) that the plan does not use: \(Self.list(others))"))
    }
    return findings
  }

  private static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
