import ArgumentParser
import Node

/// `restart`: people abandon a round that cannot end.
struct Restart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart",
    abstract: "Decide, as people, to abandon a round that cannot end, and with whom to go on.",
    discussion: """
      Every hospital that goes on runs it once without --members: it enters again with fresh keys. \
      Then one of them, best the founder, runs it with --members. The founder's signature puts a \
      restart in force; without the founder more than half of the hospitals sign it with --accept. \
      Nodes follow by themselves. Abandoned rounds stay charged.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(help: "The hospitals that go on, separated by commas: h1,h2,h4.")
  var members: String?
  @Option(help: "Hospitals that shall not enter again until another restart names them.")
  var exclude: String?
  @Option(
    help: ArgumentHelp(
      "Sign the proposal with these first digits, at least 16.", valueName: "digits"))
  var accept: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try RestartConsortium(
          directory: directory.resolved, id: member.id, state: member.state,
          members: names(members), excludes: names(exclude), accepted: accept
        ).run())
    }
  }

  func validate() throws {
    if members == nil, exclude != nil { throw ValidationError("--exclude needs --members") }
    if members != nil, accept != nil {
      throw ValidationError("--accept signs another's proposal; --members makes one")
    }
  }

  private func names(_ list: String?) -> [String] {
    list?.split(separator: ",").map(String.init) ?? []
  }
}
