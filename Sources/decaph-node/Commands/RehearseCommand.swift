import ArgumentParser
import Node

/// `rehearse`: whole rounds of the real plan on the own data, with peers in memory.
struct Rehearse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a round of the real plan on this hospital's own data, with peers in memory.",
    discussion: """
      Says how long a round takes, how much memory it needs, and what would be published. The \
      protocol is the real one; the other hospitals have no data. Nothing is written: not into the \
      shared directory, not into the private state; no key is used and no privacy is charged. The \
      plan is that of the manifest, before there is one the founder's, or a file.
      """)

  @OptionGroup var directory: DirectoryOption

  @Option(name: .customLong("id"), help: "This hospital, for its data and its name.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "That hospital's private state, if it does not lie in its usual place.",
      valueName: "directory"))
  var state: String?

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
    if plan != nil, directory.directory != nil || state != nil {
      throw ValidationError("--plan excludes --dir and --state")
    }
    if state != nil, id == nil { throw ValidationError("--state needs --id") }
  }

  func run() throws {
    try Terminal.guarded {
      let report = try Rehearsal(
        RehearsalOptions(
          directory: directory.resolved, id: id, state: state, data: data, plan: plan,
          hospitals: hospitals, isPadded: padding, rounds: rounds)
      ).run { Terminal.progress($0) }
      Terminal.progress(nil)
      Terminal.print(json ? report.json : report.text)
    }
  }
}
