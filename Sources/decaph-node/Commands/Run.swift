import ArgumentParser
import Console
import Node

/// The default command: takes part in the rounds.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Take part in the rounds (the default command).",
    discussion: """
      Runs until SIGTERM or Ctrl-C. What is to be done next is printed on standard error; a \
      progress line appears only on a terminal.

      EVENTS of --on-event
      \(NodeEvent.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
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

  @Option(
    help: ArgumentHelp(
      "This hospital's copy of the plan's trainer, if it has moved; remembered.",
      valueName: "folder"))
  var trainer: String?

  @Option(
    help: ArgumentHelp(
      "A program of this hospital's own that gets the trainer's command as its arguments, and runs "
        + "it elsewhere; remembered, \"\" for none.", valueName: "program"))
  var trainerLauncher: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Run the trainer in bubblewrap only, or without it; otherwise in it from when it first works; "
        + "remembered."))
  var trainerSandbox: Bool?

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

  @Option(
    help: ArgumentHelp(
      "A program to run at every event, without a shell and without arguments.",
      discussion: """
        It finds DECAPH_EVENT, DECAPH_MESSAGE, DECAPH_MEMBER and, where they apply, DECAPH_ROUND \
        and others in its environment, and is killed after a minute.
        """, valueName: "program"))
  var onEvent: String?

  @Option(
    help: ArgumentHelp(
      "How long a service waits for the same hospitals before the event waiting-long.",
      valueName: "minutes"))
  var maxSilence: Double = 120

  @Option(help: ArgumentHelp("End when this process, the parent, ends.", visibility: .hidden))
  var parent: Int32?

  func validate() throws {
    guard maxSilence > 0, maxSilence <= 525_600 else {
      throw ValidationError("--max-silence must be above 0 and at most 525600 minutes")
    }
    if let rounds, rounds < 1 { throw ValidationError("--rounds must be at least 1") }
    guard poll >= 0.05, poll <= 3600 else {
      throw ValidationError("--poll must be between 0.05 and 3600 seconds")
    }
  }

  func run() throws {
    if let parent, !ParentProcess.endWith(parent) { return }
    try Terminal.guarded {
      try NodeRunner(
        directory: directory.resolved, id: member.id, state: member.state, data: data,
        trainer: TrainerOptions(
          folder: trainer, launcher: trainerLauncher, isSandboxed: trainerSandbox),
        isPadded: padding, once: once, rounds: rounds, poll: poll, log: logFormat,
        onEvent: onEvent, patience: maxSilence * 60
      ).run()
    }
  }
}

extension LogFormat: ExpressibleByArgument {}
