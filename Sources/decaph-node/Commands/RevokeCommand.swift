import ArgumentParser
import Node

/// `revoke`: tells the others that this hospital's key was stolen.
struct Revoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Tell that this hospital's own key was stolen; nobody trusts it in a further round.",
    discussion: """
      Signed with the key itself, so it needs nobody else's consent, and it cannot be taken back. The \
      others take this hospital into no further round. It comes back with new keys in a consortium \
      that follows ('join --after DIR --new-keys'). Where the key is lost as well the others can \
      'expel' the hospital. Not while the node runs: stop it first.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try RevokeKey(directory: directory.resolved, id: member.id, state: member.state).run())
    }
  }
}
