import Rounds

extension PlanSimulationReport {
  /// How the rounds of a simulated plan went.
  public struct Course: Codable, Sendable {
    /// The last closed round of those that were asked for: the plan's, unless `--rounds` or the end of
    /// a budget came first. Somebody may have begun, or closed, one more.
    public let lastRound: Int
    /// Closed rounds by outcome.
    public let outcomes: [String: Int]
    /// What was to go wrong, and how often it did.
    public let faults: String, injected: [String: Int]
    /// The last round with faults, where they had to end for the rounds to go on.
    public let healedAfter: Int?
    /// Restarts that people decided.
    public let restarts: Int
    /// Why the first hospital starts no further round; none where only some rounds were asked for.
    public let ending: String?
    /// Epsilon against colluding members, in the account of the hospital that paid most.
    public let epsilon: Double
    /// What rounds of counts released, by round.
    public let releases: [Int: String]
    /// Simulated seconds.
    public let simulatedSeconds: Double

    init(
      _ simulation: Simulation, _ report: Simulation.Report, faults: Faults, epsilon: Double
    ) {
      lastRound = min(simulation.closedRounds, simulation.cast.last ?? .max)
      outcomes = Dictionary(
        uniqueKeysWithValues: report.outcomes.map { ($0.key.rawValue, $0.value) })
      (self.faults, injected) = (faults.description, report.faults)
      healedAfter = simulation.healedAfter
      restarts = report.restarts
      ending = simulation.ending?.text
      self.epsilon = epsilon
      releases = simulation.reporters.reduce(into: [:]) { all, reporter in
        all.merge(reporter.releases) { one, _ in one }
      }
      simulatedSeconds = report.seconds
    }
  }
}
