import ArgumentParser

/// Where the passphrase of a backup comes from.
struct PassphraseOption: ParsableArguments {
  @Option(
    name: .customLong("passphrase-file"),
    help: ArgumentHelp(
      "A file of mode 0600 whose first line is the passphrase; without it the terminal is asked.",
      valueName: "file"))
  var file: String?
}
