/// Looks at CSV files.
struct TableCheck {
  /// The plan's columns; nil to look at what is there.
  let specification: TableSpecification?
  let needsPatients: Bool

  /// What the column of the patients may be called where no plan names it.
  private static let patientColumns = PatientIndex.columns

  func findings(_ paths: [String], names: [String]) throws(DataError) -> [DataFinding] {
    try specification?.validate()
    var findings: [DataFinding] = []
    var parts: [PartOverlap.Part] = []
    for (number, path) in paths.enumerated() {
      let table: CSVTable
      do throws(DataError) {
        table = try CSVTable(path: path)
      } catch  where error.code == .badData {
        findings.append(.error(error, part: number))
        continue
      }
      let part = TablePart(table: table, number: number, patient: patientColumn(of: table))
      findings += self.findings(part)
      parts.append(
        PartOverlap.Part(
          name: names[number], contents: part.contents.map(AnyHashable.init),
          patients: part.patients, names: part.lines))
    }
    return findings + PartOverlap(parts: parts, noun: "row", isCertain: false).findings
  }

  private func findings(_ part: TablePart) -> [DataFinding] {
    guard !part.table.rows.isEmpty else {
      return [
        DataFinding(
          .fail, .data, part: part.number, "no rows below the header",
          next: "export the table again")
      ]
    }
    var findings: [DataFinding] = []
    var labels = [Int](repeating: 0, count: part.table.rows.count)
    if let specification {
      let rows = TableClassCheck(part: part, specification: specification)
      labels = rows.labels.map { $0 ?? specification.classes.count }
      findings +=
        TableHeaderCheck(part: part, specification: specification).findings
        + rows.findings + TableValueCheck(part: part, features: specification.features).findings
    } else {
      findings += UnplannedColumns(part: part).findings
    }
    let naming = PatientNaming(
      patients: part.patients, labels: labels.map { [$0] }, names: part.lines, part: part.number,
      noun: "row",
      isRequired: needsPatients,
      remedy: part.patients == nil
        ? "if a column names them, let the plan name it: patient in [data.table]"
        : "fill in the column of the patients, each patient always in the same spelling")
    return findings + [part.duplicates, naming.finding]
  }

  private func patientColumn(of table: CSVTable) -> Int? {
    if let specification {
      return specification.patientColumn.flatMap { table.header.firstIndex(of: $0) }
    }
    return table.header.firstIndex { Self.patientColumns.contains(ClassNames.key($0)) }
  }
}
