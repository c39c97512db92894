import ArgumentParser
import Audit

/// `ledger`: what the rounds cost.
struct Ledger: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every round's charge, stated and recomputed, and the running epsilons.",
    discussion: """
      Audits all rounds without a key first; the exit code is that of 'verify --all'. Noise and \
      epsilon are those against the tolerated colluders; "outside" is against everybody else.
      """)

  @OptionGroup var folder: FolderOptions
  @Flag(help: "Print JSON lines; the last is the verdict.")
  var json = false

  func run() throws {
    let progress = AuditProgress(isShown: !json)
    try Reading.print(json: json) {
      defer { progress.clear() }
      return try folder.auditor().ledger(progress: progress.show)
    }
  }
}
