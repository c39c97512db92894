import ArgumentParser
import Audit

/// `verify-by-hand`: the script of stock commands for one round.
struct VerifyByHand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-by-hand",
    abstract: "Print a shell script that repeats a round's keyless checks with stock commands.",
    discussion: """
      The script needs minisign, b2sum and jq, and reads the folder itself: nothing that decaph \
      claims is in it. Run it as 'sh FILE [FOLDER [SESSION]]'. It ends with 0 when all is well, 1 \
      when something is wrong, 2 when something is missing, and names the file.
      """)

  @Argument(help: "Round: round-12 or 12.")
  var round: String
  @OptionGroup var folder: FolderOptions

  func run() throws {
    try Reading.guarded {
      let script = try folder.auditor().handScript(round)
      Reading.print(script.text)
    }
  }
}
