import ArgumentParser
import Node

/// `join`: a hospital makes its keys and asks to be admitted.
struct Join: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Join a consortium: make keys here, publish the enrolment, print the fingerprint.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @OptionGroup var keys: NewKeysOption
  @OptionGroup var former: FormerConsortiumOption
  @Option(
    help: ArgumentHelp(
      "This hospital's own data; they never leave. With --after those of before, unless given.",
      valueName: "path"))
  var data: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try JoinConsortium(
          directory: directory.resolved, id: member.id, state: member.state, data: data,
          isProtected: keys.isProtected, passphraseFile: keys.passphraseFile,
          after: former.consortium
        ).run())
    }
  }
}
