import ArgumentParser
import Audit

/// `report`: an audit as one page for people who are no cryptographers.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
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
  @Option(help: ArgumentHelp("The page to write, outside the shared directory.", valueName: "file"))
  var html: String
  @Flag(help: "Replace the file if it is there.")
  var force = false
  @OptionGroup var folder: FolderOptions
  @Option(help: ArgumentHelp("A member's or an auditor's sealing key.", valueName: "file"))
  var key: String?

  func validate() throws {
    if all, !rounds.isEmpty { throw ValidationError("give either rounds or --all") }
  }

  func run() throws {
    try Reading.guarded {
      let auditor = try folder.auditor(keyFile: key)
      let write = try auditor.pageFile(html, isReplacing: force)
      let progress = AuditProgress(isShown: true)
      defer { progress.clear() }
      let report = try auditor.boardReport(
        try AuditScope.parse(rounds, all: rounds.isEmpty),
        program: "decaph-audit \(DecaphAudit.configuration.version)", progress: progress.show)
      try write(BoardPage(report))
      Reading.print("verdict: \(report.verdict.verdict.rawValue)\npage     \(html)\n")
      throw ExitCode(report.verdict.exitCode)
    }
  }
}
