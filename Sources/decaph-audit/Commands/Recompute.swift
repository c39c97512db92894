import ArgumentParser
import Audit

/// `recompute`: derives a model from the sealed vectors.
struct Recompute: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recompute",
    abstract: "Recompute the model of a round from the sealed files, and write it.",
    discussion: """
      The file is the one that 'decaph-node export' writes, byte for byte. Nothing is written \
      unless the round verifies; a file that is there is never overwritten. The model is not sealed \
      any more then: keep it as you would keep patient data until its release is agreed.
      """)

  @Argument(help: "Round: round-12 or 12.")
  var round: String
  @Option(help: ArgumentHelp("The new file, outside the shared directory.", valueName: "file"))
  var out: String
  @Option(help: ArgumentHelp("A member's or an auditor's sealing key.", valueName: "file"))
  var key: String
  @Flag(
    help: "Recompute every round before it too; else it stands on the published model before it.")
  var fromGenesis = false
  @OptionGroup var folder: FolderOptions
  @Flag(help: "Print one JSON object: where the model comes from.")
  var json = false

  func run() throws {
    let progress = AuditProgress(isShown: !json)
    try Reading.print(json: json) {
      defer { progress.clear() }
      return try folder.auditor(keyFile: key)
        .recompute(round, out: out, isFromGenesis: fromGenesis, progress: progress.show)
    }
  }
}
