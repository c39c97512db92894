import ArgumentParser
import Node

/// `leave`: takes part in nothing further.
struct Leave: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Take part in no further round; the others go on without waiting.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try LeaveConsortium(directory: directory.resolved, id: member.id, state: member.state)
          .run())
    }
  }
}
