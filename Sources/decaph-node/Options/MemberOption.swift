import ArgumentParser
import Node

/// Which hospital this is, and where its private state lies.
struct MemberOption: ParsableArguments {
  @Option(name: .customLong("id"), help: "This hospital's short name, h1 for example.")
  var id: String

  @Option(
    help: ArgumentHelp(
      "This hospital's private state: keys, journal, cache.",
      discussion: """
        Without it: $DECAPH_STATE, else $XDG_STATE_HOME/decaph, else ~/.local/state/decaph; below \
        that a folder for the shared directory and the id. Never inside the shared directory.
        """, valueName: "directory"))
  var state: String?
}
