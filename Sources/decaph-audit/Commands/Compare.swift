import ArgumentParser
import Audit

/// `compare`: two hospitals' copies of the shared directory.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Hold two copies of the shared directory against each other.",
    discussion: """
      Says who is missing what, and who was shown something else, and judges what a transfer \
      that is under way explains.

      EXIT CODES
        0   the same
        1   different: two signed versions of one slot, or changed content
        2   only something is missing
      """)

  @Argument(help: "One hospital's copy.")
  var first: String
  @Argument(help: "Another hospital's copy.")
  var second: String
  @OptionGroup var expected: SessionOption
  @Flag(help: "Print JSON lines: one object per difference, then the verdict.")
  var json = false

  func run() throws {
    try Reading.print(json: json) {
      try FolderComparison(first, second, session: expected.session).printout
    }
  }
}
