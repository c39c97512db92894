/// The sum of clipped and truncated per-example gradients.
public struct ClippedSum: Hashable, Sendable {
  /// One integer per parameter, in grid steps.
  public let sum: [Int64]
  /// How many examples had a gradient that was infinite or not a number and counted as zero. For
  /// the hospital's own log only.
  public let nonFinite: Int
}
