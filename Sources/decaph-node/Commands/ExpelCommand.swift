import ArgumentParser
import Node

/// `expel`: puts another hospital out of the rounds.
struct Expel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expel",
    abstract: "Put a hospital out of the rounds, as soon as more than half of all want it.",
    discussion: """
      Signed, and seen by everybody. As soon as more than half of the manifest's hospitals have run \
      it the nodes take the hospital into no further round. Only a restart that names it takes it in \
      again. What it has contributed stays in the model. Not while the node runs: stop it for this \
      moment.
      """)

  @Argument(help: "The hospital that shall go.")
  var hospital: String
  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try ExpelMember(
          directory: directory.resolved, id: member.id, state: member.state, subject: hospital
        ).run())
    }
  }
}
