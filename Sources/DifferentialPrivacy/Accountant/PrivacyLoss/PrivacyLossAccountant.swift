import Glibc

/// Adds up the privacy loss of many steps by its distribution (PLD).
///
/// The distribution of the sum of the steps' losses gives the exact delta(epsilon) of their
/// composition, in place of one moment's bound. It is computed on a grid, always to the unsafe
/// side: see ``LossDistribution`` for the steps and ``ComposedLoss`` for the sum. Both directions,
/// the record removed and the record added, are computed and the greater epsilon counts.
///
/// One evaluation takes about a twentieth of a second for each distinct step, and some 20 MB in
/// all; how often a step occurs does not matter.
public struct PrivacyLossAccountant: Sendable {
  /// The accountant's name beside every epsilon.
  public static let name = "PLD"

  /// Beyond, doubles do not tell the outcomes with and without the record apart.
  private static let noiseMultipliers = 0x1p-8...0x1p20
  /// Losses beyond are too large for doubles' exponentials.
  private static let largestLoss = 600.0

  /// Distinct steps in the order of their first appearance.
  private var counts: [(step: SampledGaussian, count: Int)] = []
  private var positions: [SampledGaussian: Int] = [:]

  /// An accountant that has seen nothing.
  public init() {}

  /// Charges `count` equal steps.
  ///
  /// - Precondition: `count` is not negative.
  public mutating func compose(_ step: SampledGaussian, count: Int = 1) {
    precondition(count >= 0, "steps cannot be taken back")
    guard count > 0 else { return }
    if let position = positions[step] {
      counts[position].count += count
    } else {
      positions[step] = counts.count
      counts.append((step, count))
    }
  }

  /// The smallest epsilon that the distribution proves at a delta.
  ///
  /// - Parameter delta: The probability with which the bound may fail. From 1 on every mechanism is
  ///   private (epsilon 0); at 0 and below nothing is proved (epsilon infinite), and also where a
  ///   delta is too small, the steps are too many or the noise is too low for double precision.
  public func epsilon(delta: Double) -> PrivacyGuarantee {
    func guarantee(_ epsilon: Double, elsewhere: Double) -> PrivacyGuarantee {
      PrivacyGuarantee(
        epsilon: epsilon, delta: delta, recomputedAtMost: elsewhere, accountant: Self.name)
    }
    if delta >= 1 || (delta > 0 && counts.isEmpty) { return guarantee(0, elsewhere: 0) }
    guard delta > 1e-280,
      counts.allSatisfy({ Self.noiseMultipliers.contains($0.step.noiseMultiplier) })
    else { return guarantee(.infinity, elsewhere: .infinity) }
    let total = counts.reduce(0.0) { $0 + Double($1.count) }
    // Outcomes beyond the reach have probability exp(-reach^2/2) = delta 2^-30 in all steps
    // together.
    let reach = (2 * log(total * 0x1p30 / delta)).squareRoot()
    let transform = FourierTransform(log2Size: LossGrid.log2Size)
    var (epsilon, elsewhere) = (0.0, 0.0)
    for adjacency in Adjacency.allCases {
      let steps = counts.map { (PrivacyLoss(step: $0.step, adjacency: adjacency), $0.count) }
      guard steps.allSatisfy({ $0.0.losses(reach: reach).upperBound <= Self.largestLoss }),
        let grid = LossGrid(steps, delta: delta, reach: reach)
      else {
        return guarantee(.infinity, elsewhere: .infinity)
      }
      let sum = ComposedLoss(steps, grid: grid, reach: reach, transform: transform)
      epsilon = max(epsilon, sum.epsilon(delta: delta))
      elsewhere = max(elsewhere, sum.epsilon(delta: delta * (1 - 0x1p-20), errors: 3))
    }
    return guarantee(epsilon, elsewhere: elsewhere * (1 + 0x1p-30))
  }
}
