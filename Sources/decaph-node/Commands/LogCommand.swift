import ArgumentParser
import Node

/// `log`: what everybody has signed, in the order of time.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Say who signed what and when, from the shared directory alone.",
    discussion: """
      Reads only. Every line is a statement whose signature is right; its time is the author's own \
      clock. What a node does and waits for it says itself, on standard error ('run --log-format').
      """)

  @OptionGroup var directory: DirectoryOption
  @Option(help: ArgumentHelp("This hospital's statements alone.", valueName: "name"))
  var member: String?
  @Option(help: "How many of the newest rounds; 0 for all, with the founding.")
  var rounds = 12
  @Option(help: "Lines of text, or one JSON object per line.")
  var logFormat: LogFormat = .text

  func validate() throws {
    if rounds < 0 { throw ValidationError("--rounds must not be negative") }
  }

  func run() throws {
    try Terminal.guarded {
      let (lines, unsigned) = try SignedLog(
        directory: directory.resolved, member: member, rounds: rounds
      ).read(logFormat)
      if !lines.isEmpty { Terminal.print(lines.joined(separator: "\n")) }
      if unsigned > 0 {
        Terminal.note(
          "\(unsigned) statements are not signed as they should be and are not shown: "
            + "'decaph-audit verify --all' names them")
      }
    }
  }
}
