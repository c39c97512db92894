import ArgumentParser
import Audit

/// `key`: makes an auditor's key.
struct Key: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make an auditor's key; print what the founder puts into the plan.")

  @Option(help: ArgumentHelp("The new secret key file; never overwritten.", valueName: "file"))
  var out: String

  func run() throws {
    try Reading.guarded {
      let publicKey = try AuditorKey.make(at: out)
      Reading.print(
        """
        \(publicKey)

        next: the founder adds this line below [auditors] in plan.toml, before 'decaph-node init':
        name-of-auditor = "\(publicKey)"

        """)
    }
  }
}
