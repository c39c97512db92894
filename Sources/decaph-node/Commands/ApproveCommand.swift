import ArgumentParser
import Node

/// `approve`: a hospital signs the exact manifest.
struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve the manifest: sign its exact hash. Nothing trains before.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(help: "A cap on epsilon that binds this hospital alone; kept locally.")
  var maxEpsilon: Double?
  @Option(
    help: ArgumentHelp(
      "Approve only this session; its first 16 digits are enough.", valueName: "hash"))
  var session: String?

  @Flag(help: "Accept that the plan releases exact counts, which no epsilon covers.")
  var acceptNoNoise = false

  @Option(
    help: ArgumentHelp(
      "This hospital's copy of the plan's trainer, if the plan has one; remembered.",
      valueName: "folder"))
  var trainer: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try ApproveManifest(
          directory: directory.resolved, id: member.id, state: member.state,
          maxEpsilon: maxEpsilon, session: session, acceptsNoNoise: acceptNoNoise,
          trainer: TrainerOptions(folder: trainer)
        ).run())
    }
  }
}
