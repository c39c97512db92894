import ArgumentParser
import Node

/// `pause`: no new round for a while; the node runs on.
struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Take part in no new round until 'resume'; the node runs on.",
    discussion: """
      The round in work is ended first. If the others are enough to go on without this hospital, \
      its node tells them not to wait. Works beside a running node.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try PauseHospital(directory: directory.resolved, id: member.id, state: member.state)
          .pause())
    }
  }
}

/// `resume`: ends a pause.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Take part again after 'pause'.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try PauseHospital(directory: directory.resolved, id: member.id, state: member.state)
          .resume())
    }
  }
}
