import Artifacts

/// The reading commands: each audits all rounds, prints what it read, and ends as the audit does.
extension ConsortiumAuditor {
  /// `ledger`: every round's charge, stated and recomputed, and the running budget.
  public func ledger(progress: (Int, Int) -> Void = { _, _ in }) throws(AuditError) -> Printout {
    let (report, _, walk) = try read(progress)
    let table = walk.map { LedgerTable($0) }
    let summary = report.findings.filter { $0.code == .ledger && $0.round == nil }
      .map { AuditReport.plain($0.message) }
    return Printout(
      (table?.lines ?? []) + summary, json: (table?.rows ?? []) + (table?.members ?? []), report)
  }

  /// `who`: the roster.
  public func who(progress: (Int, Int) -> Void = { _, _ in }) throws(AuditError) -> Printout {
    let (report, manifest, walk) = try read(progress)
    let table = manifest.map { MemberTable($0, walk, report, folder) }
    let session = report.session.map { ["session  \($0)", ""] } ?? []
    return Printout(session + (table?.lines ?? []), json: table?.rows ?? [], report)
  }

  /// `heads`: every hospital's newest statement, to be compared by telephone.
  public func heads(progress: (Int, Int) -> Void = { _, _ in }) throws(AuditError) -> Printout {
    let (report, _, walk) = try read(progress)
    let rows = HeadRow.newest(walk?.chains.links ?? [:])
    let lines = rows.flatMap { row in
      [
        "\(row.member)  statement \(row.seq), \(row.place)", "    \(row.spoken)",
        "    \(row.digest)",
      ]
    }
    let advice =
      "read the groups of four to each hospital: the hospital compares them with its own newest "
      + "statement ('b2sum -l 256 FILE'); a statement that it has published and that is not here was "
      + "taken away"
    return Printout(rows.isEmpty ? [] : lines + ["", advice], json: rows, report)
  }

  private func read(
    _ progress: (Int, Int) -> Void
  ) throws(AuditError) -> (AuditReport, Verified<Manifest>?, RoundWalk?) {
    let examination = try examine(.all, progress: progress)
    return (examination.report, examination.manifest, examination.walk)
  }
}
