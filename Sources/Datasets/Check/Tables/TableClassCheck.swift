/// Which class each row has.
struct TableClassCheck {
  let part: TablePart
  let specification: TableSpecification

  private var column: Int? { part.column(specification.labelColumn) }

  /// The class of each row; nil where it has none that the plan names.
  var labels: [Int?] {
    guard let column else { return part.table.rows.map { _ in nil } }
    let keys = specification.classes.map(TableCell.key)
    return part.table.rows.map { keys.firstIndex(of: TableCell.key($0.fields[column])) }
  }

  /// Nothing where the column is not there, which is a finding of its own.
  var findings: [DataFinding] {
    guard let column else { return [] }
    let labels = labels
    let without = labels.indices.filter { labels[$0] == nil }
    let unknown = without.filter { !TableCell.isMissing(part.table.rows[$0].fields[column]) }
    let empty = without.filter { TableCell.isMissing(part.table.rows[$0].fields[column]) }
    var counts = [Int](repeating: 0, count: specification.classes.count)
    for label in labels { if let label { counts[label] += 1 } }
    var findings = ClassBalance(
      classes: specification.classes, counts: counts, total: counts.reduce(0, +),
      part: part.number, noun: "row"
    ).findings
    if !unknown.isEmpty {
      findings.append(
        DataFinding(
          .fail, .classes, part: part.number,
          "\(Amount(unknown.count, "row")) of a class that the plan does not name",
          files: unknown.map { part.lines[$0] },
          next: "correct the cells, remove the rows, or name the class in the plan",
          counts: [SharedCount(.text("of no class of the plan"), unknown.count)]))
    }
    if !empty.isEmpty {
      let total = part.table.rows.count
      let isTolerated = LoadReport.tolerates(skipped: empty.count, of: total)
      findings.append(
        DataFinding(
          isTolerated ? .warn : .fail, .classes, part: part.number,
          "\(Amount(empty.count, "row")) without a class"
            + (isTolerated ? ", the node will skip them" : ", more than 5 %: the node will refuse"),
          files: empty.map { part.lines[$0] }, next: "fill in the classes or remove the rows",
          counts: [SharedCount(.text("without a class"), empty.count)]))
    }
    return findings
  }
}
