import ArgumentParser
import Node

/// Where the shared directory is.
struct DirectoryOption: ParsableArguments {
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp(
      "The shared directory.",
      discussion: """
        Without it: $DECAPH_DIR, else the nearest parent folder that holds a consortium, else \
        ./shared.
        """, valueName: "directory"))
  var directory: String?

  /// The directory that is meant, absolute.
  var resolved: String { SharedLocation.resolve(directory) }
}
