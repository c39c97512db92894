import ArgumentParser
import Node

/// `plan`: prints and checks plans.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print or check a plan.", subcommands: [New.self, Check.self])

  /// `plan new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a commented default plan: decaph-node plan new > plan.toml")

    func run() { Terminal.print(PlanTemplate.text, terminator: "") }
  }

  /// `plan check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
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
