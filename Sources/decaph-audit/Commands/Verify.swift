import ArgumentParser
import Audit
import Foundation

/// `verify`: audits rounds.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Verify rounds: signatures, draw, sets, shares, sum, model, ledger.",
    discussion: """
      Without a key the public checks run and the rest says 'skip'. With a member's or an \
      auditor's key every sum and every model is recomputed bit for bit.
      """)

  @Argument(help: "Rounds: round-12, 12 or 10..14.")
  var rounds: [String] = []
  @Flag(help: "Every round that is here.")
  var all = false
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
    if let session, session.count < 16 {
      throw ValidationError("--session needs at least 16 hex digits")
    }
  }

  func run() throws {
    if schema {
      FileHandle.standardOutput.write(Data(AuditSchema.text.utf8))
      return
    }
    do {
      let auditor = try ConsortiumAuditor(
        directory: AuditLocation.resolve(directory), session: session, keyFile: key)
      let progress = AuditProgress(isShown: !json)
      let report = try auditor.audit(
        try AuditScope.parse(rounds, all: all), progress: progress.show)
      progress.clear()
      let isColoured =
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      let text = json ? report.jsonLines : report.text(isColoured: isColoured)
      FileHandle.standardOutput.write(Data(text.utf8))
      throw ExitCode(report.verdict.exitCode)
    } catch let error as AuditError {
      FileHandle.standardError.write(Data("decaph-audit: \(error)\n".utf8))
      throw ExitCode(error.status)
    }
  }
}
