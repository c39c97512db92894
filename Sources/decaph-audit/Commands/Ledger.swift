import ArgumentParser
import Audit

/// `ledger`: what the rounds cost.
struct Ledger: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Print every round's charge, stated and recomputed, and the running epsilons.",
    discussion: """
      Audits all rounds without a key first; the exit code is that of 'verify --all'. Noise and \
      epsilon are those against the tolerated colluders; "outside" is against everybody else.
      """)

  @OptionGroup var table: TableOptions

  func run() throws { try table.print { try $0.ledger(progress: $1) } }
}
