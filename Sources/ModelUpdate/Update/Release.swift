/// Sums that a round released beside the parameters: of a census or an evaluation.
///
/// They belong to the state, so that every hospital has the same ones also after an absence.
public struct Release: Hashable, Sendable {
  /// The round that released them, from 1 on.
  public let round: Int
  /// Of all noise in a sum, in squares of grid steps; 0 without noise.
  public let variance: Int64
  /// Grid steps of one count in that round.
  public let unit: Int64
  /// The sums in grid steps.
  public let sums: [Int64]

  /// Keeps the sums of a round.
  public init(round: Int, variance: Int64, unit: Int64, sums: [Int64]) {
    self.round = round
    self.variance = variance
    self.unit = unit
    self.sums = sums
  }
}
