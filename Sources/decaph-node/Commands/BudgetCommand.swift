import ArgumentParser
import Node

/// `budget`: what a plan costs.
struct Budget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Say what a plan costs in privacy, round by round, or the noise for a target.")

  @Option(help: "The plan file.")
  var plan: String
  @Option(help: "The number of hospitals to reckon with.")
  var hospitals: Int = 3
  @Option(help: "An epsilon that all rounds together shall keep: prints the noise for it.")
  var targetEpsilon: Double?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try PlanBudget(file: plan, hospitals: hospitals, target: targetEpsilon).text)
    }
  }
}
