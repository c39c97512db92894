import ModelUpdate

/// Rounds that measure the model on records that every hospital keeps out of training.
public struct EvaluationPlan: Codable, Hashable, Sendable {
  /// Training rounds between two evaluations; one more follows the last training round.
  public var every: Int
  /// The share of records that each hospital holds out, above 0 and below 1.
  public var heldOut: Real
  /// Bins of the histograms of predicted probabilities, for receiver operating characteristics.
  public var bins: Int
  /// The noise on the counts.
  public var noise: CountNoise

  /// Plans evaluations.
  public init(every: Int, heldOut: Real, bins: Int, noise: CountNoise) {
    self.every = every
    self.heldOut = heldOut
    self.bins = bins
    self.noise = noise
  }
}
