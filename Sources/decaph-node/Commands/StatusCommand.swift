import ArgumentParser
import Node

/// `status`: for whom is waited, is it my turn; then one line per round.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say for whom is waited, whose turn it is, and who was in each round.",
    discussion: """
      Reads only: it works beside a running node, and anybody who reads the shared directory can \
      run it. With --id on that hospital's machine it also says what its node does next, and when.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var view: ViewOption

  @Flag(help: "Look again and again until Ctrl-C.")
  var watch = false

  @Flag(help: "Print JSON lines: one object for the present, one for each round.")
  var json = false

  @Option(help: "How many of the newest rounds; 0 for all.")
  var rounds = 12

  @Option(help: ArgumentHelp("Seconds between two looks of --watch.", valueName: "seconds"))
  var poll: Double = 5

  func validate() throws {
    if rounds < 0 { throw ValidationError("--rounds must not be negative") }
    guard poll >= 0.05, poll <= 3600 else {
      throw ValidationError("--poll must be between 0.05 and 3600 seconds")
    }
  }

  func run() throws {
    try Terminal.guarded {
      let status = try ConsortiumStatus(
        directory: directory.resolved, id: view.id, state: view.state, rounds: rounds)
      if watch {
        try StatusWatch(status, json: json, poll: poll) { Terminal.print($0, terminator: "") }.run()
      } else {
        let report = try status.look()
        Terminal.print(
          json
            ? report.json.joined(separator: "\n")
            : report.text(isColoured: StatusWatch.isColoured))
      }
    }
  }
}
