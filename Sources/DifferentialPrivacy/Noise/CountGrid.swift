/// The integers of a round of counts: how many grid steps one record counts.
///
/// A record's vector has at most the norm B in counts, so at most S in grid steps: one count is
/// floor(S / B) steps, with the slack of `IntegerGrid.clipTarget` for the rounding of the quotient.
/// Sums of integers have exact sensitivities, here as in training.
public struct CountGrid: Hashable, Sendable {
  /// Grid steps of one count.
  public let unit: Int64
  /// S: the bound on one record's L2 norm, in steps.
  public let sensitivity: Int64
  /// k: each hospital's noise has standard deviation 2^k steps; `nil` for none.
  public let log2Scale: Int?

  /// Below this truncation would take too much of a value between 0 and 1.
  private static let leastUnit = 256.0

  /// Fixes the grid.
  ///
  /// - Parameters:
  ///   - normBound: B >= 1, the most that one record's counts can have as L2 norm.
  ///   - noiseMultiplier: in units of B; `nil` for exact counts.
  ///   - log2Scale: of the noise in the plan's ring.
  ///   - honestShares: noises that are counted on.
  /// - Throws: ``DifferentialPrivacyError`` for noise so strong that one count is below 256 steps.
  public init(
    normBound: Double, noiseMultiplier: Double?, log2Scale: Int, honestShares: Int
  ) throws(DifferentialPrivacyError) {
    if let noiseMultiplier {
      sensitivity = try IntegerGrid(
        clipNorm: normBound, noiseMultiplier: noiseMultiplier, log2Scale: log2Scale,
        honestShares: honestShares
      ).sensitivity
      self.log2Scale = log2Scale
    } else {
      // Sums and squares keep four digits, and a ring of 32 bits holds a quarter of a million
      // records.
      sensitivity = 1 << Int64(log2Scale - 4)
      self.log2Scale = nil
    }
    let steps = (Double(sensitivity) * (1 - 0x1p-20) / normBound).rounded(.down)
    guard steps >= Self.leastUnit else {
      throw DifferentialPrivacyError(
        .invalidNoiseMultiplier, "the noise on counts leaves too few grid steps for a record",
        remedy: "use a smaller noise multiplier for census and evaluation, or ring = 64")
    }
    unit = Int64(steps)
  }
}
