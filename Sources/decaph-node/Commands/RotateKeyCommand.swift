import ArgumentParser
import Node

/// `rotate-key`: another signing key, signed with the one before.
struct RotateKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key",
    abstract: "Change this hospital's signing key; the key of before signs the new one.",
    discussion: """
      The hospital enters again with the new key, and misses the round in work and the next. What it \
      signed before goes on to count; the key of before can add nothing to it. The key that opens \
      sealed files stays: the models of before stay readable. If the key was stolen, 'revoke' it. \
      Make a backup afterwards. Not while the node runs: stop it first.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "For keys under a passphrase: a file of mode 0600 whose first line is the new key's; else asked.",
      valueName: "file"))
  var file: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try RotateKey(
          directory: directory.resolved, id: member.id, state: member.state, passphraseFile: file
        ).run())
    }
  }
}
