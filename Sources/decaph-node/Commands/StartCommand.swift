import ArgumentParser
import Node

/// `start`: the founder fixes the manifest.
struct Start: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Fix the manifest (founder): plan, members, keys. Also the founder's own approval.")

  @OptionGroup var directory: DirectoryOption
  @Option(name: .customLong("id"), help: "The founder's own name, if several states are here.")
  var id: String?
  @Option(help: ArgumentHelp("The founder's private state.", valueName: "directory"))
  var state: String?
  @Option(help: "A cap on epsilon that binds this hospital alone; kept locally.")
  var maxEpsilon: Double?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A hospital that has asked to join and shall not be in it; as often as needed.",
      valueName: "name"))
  var without: [String] = []

  @Flag(help: "Accept that the plan releases exact counts, which no epsilon covers.")
  var acceptNoNoise = false

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try StartConsortium(
          directory: directory.resolved, id: id, state: state, maxEpsilon: maxEpsilon,
          acceptsNoNoise: acceptNoNoise, without: without
        ).run())
    }
  }
}
