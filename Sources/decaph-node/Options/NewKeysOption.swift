import ArgumentParser

/// Whether keys that are made now are put under a passphrase.
struct NewKeysOption: ParsableArguments {
  @Flag(help: "Put the new keys under a passphrase, which is asked for on the terminal.")
  var passphrase = false
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "Put the new keys under the passphrase in the first line of this file of mode 0600.",
      valueName: "file"))
  var passphraseFile: String?

  var isProtected: Bool { passphrase || passphraseFile != nil }
}
