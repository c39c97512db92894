import ArgumentParser
import Node

/// The default command: takes part in the rounds.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take part in the rounds (the default command).",
    discussion: """
      Runs until SIGTERM or Ctrl-C. What is to be done next is printed on standard error; a \
      progress line appears only on a terminal.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  @Flag(help: "Do every step that is possible now, then end with 0: for cron.")
  var once = false

  @Option(help: "End with 0 after this many more closed rounds.")
  var rounds: Int?

  @Option(
    help: ArgumentHelp(
      "This hospital's data, if they have moved since 'join'; remembered.", valueName: "path"))
  var data: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Let every round compute as long whatever its sample (the default), or not; remembered."))
  var padding: Bool?

  @Option(
    help: ArgumentHelp("Seconds between two looks at the shared directory.", valueName: "seconds"))
  var poll: Double = 5

  @Option(help: "Form of the messages on standard error: text or json.")
  var logFormat: LogFormat = .text

  func validate() throws {
    if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1") }
    guard poll >= 0.05, poll <= 3600 else {
      throw ValidationError("--poll must be between 0.05 and 3600 seconds")
    }
  }

  func run() throws {
    try Terminal.guarded {
      try NodeRunner(
        directory: directory.resolved, id: member.id, state: member.state, data: data,
        isPadded: padding, once: once, rounds: rounds, poll: poll, log: logFormat
      ).run()
    }
  }
}

extension LogFormat: ExpressibleByArgument {}
