import ArgumentParser
import Audit
import Foundation

/// `report`: an audit as one page for people who are no cryptographers.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit, and write a page for an ethics board: one file, to mail and to print.",
    discussion: """
      The page needs nothing else: no script, no network. It says what left the hospitals and who \
      could read it, who took part, what it cost in privacy, what was checked, and what no audit \
      can show. Without rounds it is about all of them. Exit code as of 'verify'.
      """)

  @Argument(help: "Rounds: round-12, 12 or 10..14; without any, all.")
  var rounds: [String] = []
  @Flag(help: "Every round that is here; the same as naming none.")
  var all = false
  @Option(help: ArgumentHelp("The page to write.", valueName: "file"))
  var html: String
  @Flag(help: "Replace the file if it is there.")
  var force = false
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "The shared directory; else $DECAPH_DIR, the nearest parent with a consortium, ./shared.",
      valueName: "directory"))
  var directory: String?
  @Option(help: ArgumentHelp("A member's or an auditor's sealing key.", valueName: "file"))
  var key: String?
  @Option(help: ArgumentHelp("The expected session, 16 hex digits or more.", valueName: "hash"))
  var session: String?

  func validate() throws {
    if all, !rounds.isEmpty { throw ValidationError("give either rounds or --all") }
    if let session, session.count < 16 {
      throw ValidationError("--session needs at least 16 hex digits")
    }
  }

  func run() throws {
    do {
      let auditor = try ConsortiumAuditor(
        directory: AuditLocation.resolve(directory), session: session, keyFile: key)
      let write = try auditor.pageFile(html, isReplacing: force)
      let progress = AuditProgress(isShown: true)
      let report = try auditor.boardReport(
        try AuditScope.parse(rounds, all: rounds.isEmpty),
        program: "decaph-audit \(DecaphAudit.configuration.version)", progress: progress.show)
      progress.clear()
      try write(BoardPage(report))
      print("verdict: \(report.verdict.verdict.rawValue)\npage     \(html)")
      throw ExitCode(report.verdict.exitCode)
    } catch let error as AuditError {
      FileHandle.standardError.write(Data("decaph-audit: \(error)\n".utf8))
      throw ExitCode(error.status)
    }
  }
}
