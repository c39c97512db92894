import ArgumentParser
import Node

/// `recover`: enters again after the private state was rolled back.
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Enter again after the private state was rolled back or restored (exit code 78).",
    discussion: """
      Takes in what this hospital has signed from its own folder in the shared directory, charges \
      what it forgot, and enters under a new incarnation, so that no slot is ever signed twice. \
      Stop every other node of this hospital first.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try RecoverHospital(directory: directory.resolved, id: member.id, state: member.state)
          .run())
    }
  }
}
