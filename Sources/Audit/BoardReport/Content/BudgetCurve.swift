/// What the rounds cost in privacy, against the plan's limit.
struct BudgetCurve: Sendable, Equatable {
  /// After some round.
  struct Point: Sendable, Equatable {
    /// The round.
    let round: Int
    /// Epsilon against the colluders that the plan tolerates, never rounded down.
    let colluders: Double
    /// Epsilon against everybody else, never rounded down.
    let others: Double
  }

  /// From the first round on, the last round always among them; not every round of a long run.
  let points: [Point]
  /// The plan's limit of epsilon.
  let limit: Double
  /// Rounds of exact counts, which no epsilon covers.
  let roundsWithoutNoise: Int
  /// Rounds of a consortium before, which every epsilon counts as well.
  var roundsBefore = 0
  /// Whether the chain of results goes back to the beginning without a gap.
  let isComplete: Bool

  /// The last point.
  var last: Point? { points.last }
}
