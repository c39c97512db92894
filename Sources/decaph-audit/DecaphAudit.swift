import ArgumentParser
import Console

/// `decaph-audit`: an auditor's program. Parse, call, print, exit code.
@main
struct DecaphAudit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decaph-audit",
    abstract: "Re-derive what a consortium of hospitals did, from its files alone.",
    discussion: """
      EXIT CODES
        0   verified
        1   violated: something present is wrong
        2   incomplete: something announced is not here
        64  wrong use of the command line
        66  no such directory, round or key file
        70  a fault of decaph itself
        74  the disk or the share fails
      """,
    version: Software.version,
    subcommands: [
      Verify.self,
      Report.self,
      Explain.self,
      Show.self,
      Who.self,
      Ledger.self,
      Heads.self,
      Compare.self,
      Recompute.self,
      VerifyByHand.self,
      Key.self,
    ])

  static func main() {
    Console.open()
    SecretProcess.begin()
    let names = configuration.subcommands.map { $0.configuration.commandName }
    if let word = CommandWord.unknown(among: names) {
      Console.talk(
        "decaph-audit: there is no command '\(word)'\n  next: 'decaph-audit --help' names all of them\n"
      )
      exit(withError: ExitCode(64))
    }
    Self.main(nil)
  }
}
