import ArgumentParser
import Audit
import Foundation

/// `verify`: audits rounds.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify rounds: signatures, draw, sets, shares, sum, model, ledger.",
    discussion: """
      Without a key the public checks run and the rest says 'skip'. With a member's or an \
      auditor's key every sum and every model is recomputed bit for bit.
      """)

  @Argument(help: "Rounds: round-12, 12 or 10..14.")
  var rounds: [String] = []
  @Flag(help: "Every round that is here.")
  var all = false
  @OptionGroup var folder: FolderOptions
  @Option(help: ArgumentHelp("A member's or an auditor's sealing key.", valueName: "file"))
  var key: String?
  @Option(
    help: ArgumentHelp(
      "The folder of the consortium that this one follows, to hold it against it.",
      valueName: "directory"))
  var before: String?
  @Flag(help: "One JSON object per check and one verdict.")
  var json = false
  @Flag(help: "Print the JSON Schema of the lines of --json, and do nothing else.")
  var schema = false

  func validate() throws {
    if schema { return }
    if all != rounds.isEmpty {
      throw ValidationError(
        all ? "give either rounds or --all" : "give rounds (round-12, 10..14) or --all")
    }
  }

  func run() throws {
    if schema {
      Reading.print(AuditSchema.text)
      return
    }
    try Reading.guarded {
      let own = try folder.auditor(keyFile: key)
      let auditor = try before.map { try own.following($0) } ?? own
      let progress = AuditProgress(isShown: !json)
      defer { progress.clear() }
      let report = try auditor.audit(
        try AuditScope.parse(rounds, all: all), progress: progress.show)
      progress.clear()
      let isColoured =
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      let text = json ? report.jsonLines : report.text(isColoured: isColoured)
      Reading.print(text)
      throw ExitCode(report.verdict.exitCode)
    }
  }
}
