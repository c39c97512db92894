import ArgumentParser
import Node

/// `init`: the founder's first step.
struct Initialise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Found a consortium: publish its plan, make the founder's keys.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @OptionGroup var keys: NewKeysOption
  @OptionGroup var former: FormerConsortiumOption
  @Option(
    help: ArgumentHelp(
      "The plan; 'decaph-node plan new' prints one.",
      discussion: "With --after what is left of the plan before, unless given.",
      valueName: "file"))
  var plan: String?
  @Option(help: ArgumentHelp("The founder's own data.", valueName: "path"))
  var data: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try FoundConsortium(
          directory: directory.resolved, id: member.id, state: member.state, plan: plan,
          data: data,
          isProtected: keys.isProtected, passphraseFile: keys.passphraseFile,
          after: former.consortium
        ).run())
    }
  }
}
