import ArgumentParser
import Node

/// `rehearse`: whole rounds of the real plan on the own data, with peers in memory.
struct Rehearse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Play a round of the real plan on this hospital's own data, with peers in memory.",
    discussion: """
      Says how long a round takes, how much memory it needs, and what would be published. The \
      protocol is the real one; the other hospitals have no data. Nothing is written: not into the \
      shared directory, not into the private state; no key is used and no privacy is charged. The \
      plan is that of the manifest, before there is one the founder's, or a file. With --id of a \
      hospital that has joined its data are known.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var view: ViewOption

  @Option(
    help: ArgumentHelp(
      "Data in place of those that the hospital has joined with.", valueName: "path"))
  var data: String?

  @Option(help: "A plan file in place of a consortium's plan.")
  var plan: String?

  @Option(help: "Number of hospitals where no manifest says it; 3 without it.")
  var hospitals: Int?

  @Option(help: "How many rounds; without it those up to the first one of training.")
  var rounds: Int?

  @Flag(
    inversion: .prefixedNo,
    help: "Compute as much whatever the sample, or not; without it as the node does.")
  var padding: Bool?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if plan != nil, directory.directory != nil || view.state != nil {
      throw ValidationError("--plan excludes --dir and --state")
    }
  }

  func run() throws {
    try Terminal.guarded {
      let options = try RehearsalOptions(
        directory: directory.resolved, id: view.id, state: view.state, data: data, plan: plan,
        hospitals: hospitals, isPadded: padding, rounds: rounds)
      let report: RehearsalReport
      do {
        defer { Terminal.progress(nil) }
        report = try Rehearsal(options).run { Terminal.progress($0) }
      }
      Terminal.print(json ? report.json : report.text)
    }
  }
}
