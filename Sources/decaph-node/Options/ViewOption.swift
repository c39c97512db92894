import ArgumentParser
import Node

/// Whose eyes a command looks with that only reads.
struct ViewOption: ParsableArguments {
  @Option(
    name: .customLong("id"), help: "Whose view; without it that of the shared directory alone.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "That hospital's private state, if it does not lie in its usual place.",
      valueName: "directory"))
  var state: String?

  func validate() throws {
    if state != nil, id == nil { throw ValidationError("--state needs --id") }
  }
}
