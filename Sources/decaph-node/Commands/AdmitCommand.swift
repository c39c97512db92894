import ArgumentParser
import Node

/// `admit`: the founder takes hospitals in after comparing fingerprints.
struct Admit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit",
    abstract: "Admit hospitals (founder), after comparing their fingerprints by telephone.")

  @OptionGroup var directory: DirectoryOption
  @Option(name: .customLong("id"), help: "The founder's own name, if several states are here.")
  var id: String?
  @Option(help: ArgumentHelp("The founder's private state.", valueName: "directory"))
  var state: String?
  @Argument(help: "The hospitals to admit.")
  var members: [String]

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try AdmitMembers(
          directory: directory.resolved, id: id, state: state, members: members
        ).run())
    }
  }
}
