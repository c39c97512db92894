import ArgumentParser
import Node

/// `passphrase`: of keys that are there.
struct PassphraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passphrase",
    abstract: "Put this hospital's keys under a passphrase, under another one, or under none.",
    discussion: """
      Asks for the old one first, if there is one. The node must not run meanwhile. Without a \
      terminal a node takes the passphrase from the file decaph.passphrase in \
      $CREDENTIALS_DIRECTORY.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "A file of mode 0600 whose first line is the new passphrase; else the terminal is asked.",
      valueName: "file"))
  var file: String?
  @Flag(help: "Leave the keys without passphrase.")
  var remove = false

  func validate() throws {
    guard !remove || file == nil else {
      throw ValidationError("--remove needs no --passphrase-file")
    }
  }

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try ProtectKeys(
          directory: directory.resolved, id: member.id, state: member.state, isRemoved: remove,
          passphraseFile: file
        ).run())
    }
  }
}
