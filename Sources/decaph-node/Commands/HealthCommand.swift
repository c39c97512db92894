import ArgumentParser
import Node

/// `health`: one line and an exit code for monitoring programs.
struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Say in one line whether the node lives, for Nagios, Icinga or Prometheus.",
    discussion: """
      Reads only: it works beside a running node. Run it as the node's account.

      EXIT CODES
      \(HealthLevel.allCases.map { "  \($0.rawValue)\t\($0.explanation)" }.joined(separator: "\n"))
        64\twrong use of the command line
        74\tthe file for Prometheus cannot be written
      """)

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var view: ViewOption

  @Option(
    help: ArgumentHelp(
      "How long the node, or those it waits for, may be silent.", valueName: "minutes"))
  var maxSilence: Double = 120

  @Option(
    help: ArgumentHelp(
      "Share of the privacy budget from which there is a warning.", valueName: "percent"))
  var budgetWarning: Double = 90

  @Option(
    help: ArgumentHelp(
      "Also write the numbers for the textfile collector of node_exporter.", valueName: "file.prom")
  )
  var prometheus: String?

  func validate() throws {
    guard maxSilence > 0, maxSilence <= 525_600 else {
      throw ValidationError("--max-silence must be above 0 and at most 525600 minutes")
    }
    guard budgetWarning > 0, budgetWarning <= 100 else {
      throw ValidationError("--budget-warning must be above 0 and at most 100 percent")
    }
  }

  func run() throws {
    try Terminal.guarded {
      let check = HealthCheck(
        directory: directory.resolved, id: view.id, state: view.state,
        limits: HealthLimits(silence: maxSilence * 60, budget: budgetWarning / 100))
      let report = check.look()
      Terminal.print(report.line)
      if let prometheus { try check.write(report, to: prometheus) }
      if report.level != .ok { throw ExitCode(report.level.rawValue) }
    }
  }
}
