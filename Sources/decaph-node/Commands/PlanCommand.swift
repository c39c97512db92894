import ArgumentParser
import Node

/// `plan`: prints and checks plans.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print or check a plan.", subcommands: [New.self, Check.self])

  /// `plan new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new",
      abstract: "Print a commented plan: decaph-node plan new > plan.toml",
      discussion: "Presets, each a plan to begin with:\n" + PlanPreset.list)

    @Option(help: "A plan for a known task; without it one that explains every key.")
    var preset: String?
    @Option(help: "The number of hospitals that the preset is reckoned with, from 3.")
    var hospitals: Int?

    func run() throws {
      try Terminal.guarded {
        guard let preset else {
          guard hospitals == nil else {
            throw NodeError(
              .usage, "--hospitals goes with --preset",
              remedy: "the default plan is for any number of hospitals")
          }
          return Terminal.print(PlanTemplate.text, terminator: "")
        }
        Terminal.print(
          try PlanPreset.named(preset).plan(hospitals: hospitals), terminator: "")
      }
    }
  }

  /// `plan check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check a plan and say what it costs in privacy.")

    @Argument(help: "The plan file.")
    var file: String
    @Option(help: "The number of hospitals to reckon with.")
    var hospitals: Int = 3

    func run() throws {
      try Terminal.guarded {
        Terminal.print(try PlanSummary(file: file, hospitals: hospitals).text)
      }
    }
  }
}
