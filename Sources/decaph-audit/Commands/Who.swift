import ArgumentParser
import Audit

/// `who`: the roster.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Print who is in the consortium: roles, fingerprints, consent, rounds, newest statements.",
    discussion: """
      Audits all rounds without a key first; the exit code is that of 'verify --all'. Compare the \
      fingerprints with the hospitals by telephone.
      """)

  @OptionGroup var folder: FolderOptions
  @Flag(help: "Print JSON lines; the last is the verdict.")
  var json = false

  func run() throws {
    let progress = AuditProgress(isShown: !json)
    try Reading.print(json: json) {
      defer { progress.clear() }
      return try folder.auditor().who(progress: progress.show)
    }
  }
}
