import ArgumentParser
import Audit

/// `who`: the roster.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract:
      "Print who is in the consortium: roles, fingerprints, consent, rounds, newest statements.",
    discussion: """
      Audits all rounds without a key first; the exit code is that of 'verify --all'. Compare the \
      fingerprints with the hospitals by telephone.
      """)

  @OptionGroup var table: TableOptions

  func run() throws { try table.print { try $0.who(progress: $1) } }
}
