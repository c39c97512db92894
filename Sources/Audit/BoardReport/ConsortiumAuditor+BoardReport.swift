import Artifacts

extension ConsortiumAuditor {
  /// Audits, and tells what came of it to people who decide: the model of ``BoardPage``.
  ///
  /// - Parameter program: the calling program's name and version.
  /// - Throws: as ``audit(_:progress:)``.
  public func boardReport(
    _ scope: Scope, program: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> BoardReport {
    let examination = try examine(scope, progress: progress)
    return BoardReport(
      program: program, session: examination.report.session, expectedSession: session,
      hasKey: hasKey, isOfAllRounds: scope == .all, verdict: examination.report.verdict,
      checks: CheckTally(examination.report.findings),
      consortium: examination.manifest.map { manifest in
        BoardReportReader(
          examination: examination, manifest: manifest.content, folder: folder,
          rounds: rounds(scope, examination)
        ).facts()
      })
  }

  /// Where a page is to be written; refused before the work where nothing may be.
  ///
  /// - Parameter isReplacing: whether a file that is there may be replaced.
  /// - Throws: ``AuditError`` 64 for a file that is there, a folder, or a place in the shared
  ///   directory; 66 where there is no folder.
  public func pageFile(
    _ path: String, isReplacing: Bool
  ) throws(AuditError) -> (BoardPage) throws(AuditError) -> Void {
    let file = try ExclusiveFile(
      path, outside: directory, option: "--html", isReplacing: isReplacing)
    return { page throws(AuditError) in try file.write(Array(page.text.utf8)) }
  }

  private func rounds(_ scope: Scope, _ examination: Examination) -> [Int] {
    switch scope {
    case .all: examination.walk?.folders.all ?? []
    case .rounds(let asked): asked
    }
  }
}
