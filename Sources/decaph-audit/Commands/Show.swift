import ArgumentParser
import Audit

/// `show`: one signed file in words.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Say in words what a signed file is, who signed it, and what it refers to.",
    discussion: """
      Form, signature and place are checked; whether what it says holds is the question of 'verify'. \
      Exit 0 right, 1 not what was signed, 2 a part is not here, 66 nothing of it is here.
      """)

  @Argument(
    help: "h1/round-000012/masked, round-12/masked for all members, or of consortium/ approval.")
  var slot: String
  @OptionGroup var folder: FolderOptions
  @Flag(help: "Print JSON lines.")
  var json = false

  func run() throws {
    try Reading.print(json: json) { try folder.auditor().show(slot) }
  }
}
