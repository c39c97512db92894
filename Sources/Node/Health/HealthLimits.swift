/// From when on `health` complains.
public struct HealthLimits: Sendable, Hashable {
  /// Seconds for which the node, or those for whom it waits, may be silent.
  public let silence: Double
  /// The share of the privacy budget that may be spent, 0 to 1.
  public let budget: Double

  /// Takes limits.
  ///
  /// - Parameters:
  ///   - silence: seconds; a node says something every quarter of an hour.
  ///   - budget: share of the plan's epsilon, 0 to 1.
  public init(silence: Double = 7200, budget: Double = 0.9) {
    (self.silence, self.budget) = (silence, budget)
  }
}
