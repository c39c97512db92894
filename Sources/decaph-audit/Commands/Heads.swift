import ArgumentParser
import Audit

/// `heads`: the newest statements.
struct Heads: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads",
    abstract: "Print each hospital's newest statement and its digest, to compare by telephone.",
    discussion: """
      Audits all rounds without a key first; the exit code is that of 'verify --all'. That a last \
      statement was taken away, to which nobody refers, shows in no file: only its author knows.
      """)

  @OptionGroup var table: TableOptions

  func run() throws { try table.print { try $0.heads(progress: $1) } }
}
