import ArgumentParser
import Node

/// `backup`: keys and account of a hospital in one sealed file.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write this hospital's keys and account to a file sealed under a passphrase.",
    discussion: "Works beside a running node. 'restore' comes back from it.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @OptionGroup var passphrase: PassphraseOption
  @Argument(help: "The new file; never overwritten, never in the shared directory.")
  var file: String

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try BackupHospital(
          directory: directory.resolved, id: member.id, state: member.state, out: file,
          passphraseFile: passphrase.file
        ).run())
    }
  }
}

/// `restore`: from a backup, under a new incarnation.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Come back from a backup after the state was lost, under a new incarnation.",
    discussion: """
      Takes in everything that this hospital has signed and that lies in the shared directory, and \
      enters again: nothing that the lost state may have signed is signed a second time.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @OptionGroup var passphrase: PassphraseOption
  @Argument(help: "The backup.")
  var file: String

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try RestoreHospital(
          directory: directory.resolved, id: member.id, state: member.state, file: file,
          passphraseFile: passphrase.file
        ).run())
    }
  }
}
