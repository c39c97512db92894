/// How well the common model did on records that took no part in training.
struct UtilityCurve: Sendable, Equatable {
  /// What one round of evaluation released.
  struct Point: Sendable, Equatable {
    /// The round.
    let round: Int
    /// The share of right predictions.
    let accuracy: Double
    /// The mean over the classes.
    let balanced: Double
    /// The standard deviation that the noise gives the accuracy.
    let noise: Double
  }

  /// Why there is nothing to show.
  enum Absence: String, Sendable {
    /// The plan has no rounds of evaluation.
    case notPlanned
    /// Models are sealed, and no key was given.
    case noKey
    /// The counts are exact, and this page may be passed on to people who may not see them.
    case exactCounts
    /// No evaluation has ended yet, or its model does not lie here.
    case none
  }

  /// The evaluations, in order.
  let points: [Point]
  /// Why there are none.
  let absence: Absence?
}
