import ArgumentParser
import Node

/// `prune`: removes this hospital's own sealed files of old rounds.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove this hospital's own sealed files of old rounds, where the plan allows it.",
    discussion: """
      A plan with [rounds] keep_payloads lets every hospital remove its own masked.sealed and \
      model.sealed after so many further rounds: from its folder in the shared directory and from \
      its private state. Signed files stay. Nobody can recompute those sums any more; audits say \
      'skip' for them. Stop the node first, or run this between two runs of cron.
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(
    help: ArgumentHelp(
      "For how many further rounds files are kept; at least the plan's keep_payloads.",
      valueName: "rounds"))
  var keep: Int
  @Flag(help: "List what would be removed, and remove nothing.")
  var dryRun = false

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try PrunePayloads(
          directory: directory.resolved, id: member.id, state: member.state, keep: keep,
          isDryRun: dryRun
        ).run())
    }
  }
}
