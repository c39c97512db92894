import ArgumentParser
import Node

/// `trainer`: a plan's own program for gradients.
struct TrainerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trainer", abstract: "Try a plan's trainer, before anybody approves it.",
    subcommands: [Check.self])

  /// `trainer check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Run a plan's trainer on some examples, and compare what must be equal.",
      discussion: """
        Four runs: some examples twice with the same seed, half of them in other company, and all of \
        them as one batch. A gradient must depend on its own example alone, and the batch's must be \
        the sum of its examples'. What the trainer does with other examples, or tells somebody, no \
        such test can show.

        Each line says 'ok' or 'FAIL'. It ends with 65 if there is a FAIL, otherwise with 0.
        """)

    @Argument(help: "The plan file.")
    var plan: String
    @Option(
      help: ArgumentHelp(
        "Data as the plan describes them: a folder of images or a CSV file.", valueName: "path"))
    var data: String
    @Option(
      help: ArgumentHelp(
        "A copy of the trainer's folder, in place of the one that the plan names.",
        valueName: "folder"))
    var trainer: String?
    @Option(
      help: ArgumentHelp(
        "A program that gets the trainer's command as its arguments, and runs it.",
        valueName: "program"))
    var trainerLauncher: String?
    @Option(help: "How many examples to try it with, from 2.")
    var examples: Int = 8

    func validate() throws {
      guard (2...1000).contains(examples) else {
        throw ValidationError("--examples must be between 2 and 1000")
      }
    }

    func run() throws {
      try Terminal.guarded {
        let report: TrainerCheckReport
        do {
          defer { Terminal.progress(nil) }
          report = try TrainerCheck(
            plan: plan, data: data,
            options: TrainerOptions(folder: trainer, launcher: trainerLauncher),
            examples: examples, note: { Terminal.note($0) }
          ).run { Terminal.progress($0) }
        }
        Terminal.print(report.text)
        if report.status != .done { throw ExitCode(report.status.rawValue) }
      }
    }
  }
}
