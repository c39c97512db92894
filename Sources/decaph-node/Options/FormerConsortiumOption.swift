import ArgumentParser
import Node

/// The consortium that this one goes on from.
struct FormerConsortiumOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The shared directory of the consortium that this one goes on from.",
      discussion: """
        Its model and its privacy account go on; members, keys and plan may change. This hospital's \
        node there has to be at rest when it approves, and begins no further round there.
        """, valueName: "directory"))
  var after: String?
  @Option(
    name: .customLong("after-state"),
    help: ArgumentHelp("This hospital's private state there.", valueName: "directory"))
  var state: String?
  @Flag(
    name: .customLong("new-keys"),
    help: "Take new keys, signed by those of before; without it the keys stay.")
  var hasNewKeys = false

  func validate() throws {
    if after == nil && (state != nil || hasNewKeys) {
      throw ValidationError("--after-state and --new-keys belong to --after")
    }
  }

  var consortium: FormerConsortium? {
    after.map { FormerConsortium(directory: $0, state: state, hasNewKeys: hasNewKeys) }
  }
}
