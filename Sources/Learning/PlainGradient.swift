/// A mean gradient without privacy, for comparisons.
public struct PlainGradient: Hashable, Sendable {
  /// The mean over the batch, one number per parameter.
  public let gradient: [Float]
  /// The mean loss over the batch in nats.
  public let loss: Double
  /// How many examples were infinite or not a number and counted as zero.
  public let nonFinite: Int
}
