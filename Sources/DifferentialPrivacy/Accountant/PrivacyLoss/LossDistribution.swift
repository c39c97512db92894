import Glibc

/// One step's privacy loss on a grid of whole multiples of an interval: never less private than
/// the truth.
///
/// Connect the dots (Doroshenko, Ghazi, Kamath, Kumar and Manurangsi 2022): the probability of
/// losses between two grid points is divided between the two so that its mass is kept in both
/// data sets. The curve delta(epsilon) is then exact on the grid and a chord above the true, convex
/// one between. Losses below the grid count as its first point, losses above as infinite.
///
/// Rounding errors are bounded cell by cell, and that much mass moves to the upper grid point.
struct LossDistribution {
  /// The first grid point, in intervals.
  let lowest: Int
  /// The mass at each grid point, ascending.
  let masses: [Double]
  /// The mass at infinity.
  let infinite: Double
  /// What is to be added to every loss for the rounding of the cells' edges.
  let rounding: Double

  /// Puts a step on a grid.
  ///
  /// - Parameters:
  ///   - loss: The step and the direction.
  ///   - interval: Distance of grid points.
  ///   - reach: Outcomes beyond so many standard deviations are cut off pessimistically.
  init(_ loss: PrivacyLoss, interval: Double, reach: Double) {
    let q = loss.step.samplingRate
    let z = loss.step.noiseMultiplier
    let range = loss.losses(reach: reach)
    let lowest = Int((range.lowerBound / interval).rounded(.down))
    let highest = max(lowest + 1, Int((range.upperBound / interval).rounded(.up)))
    let rounding = loss.rounding(reach: reach)
    let share = -expm1(-interval)
    var masses = [Double](repeating: 0, count: highest - lowest + 1)

    func edge(_ index: Int) -> OutcomeEdge {
      let value = Double(index) * interval
      return OutcomeEdge(
        loss.outcome(at: loss.adjacency == .add ? -value : value), noiseMultiplier: z)
    }
    /// Mass between two edges where the outcome is seen, with what rounding may have taken.
    func seen(_ low: OutcomeEdge, _ high: OutcomeEdge) -> Double {
      let without = low.withoutRecord(to: high)
      guard loss.adjacency == .remove else { return without.mass + without.error }
      let with = low.withRecord(to: high)
      return ((1 - q) * (without.mass + without.error) + q * (with.mass + with.error))
        * (1 + 0x1p-50)
    }

    let bottom = OutcomeEdge(-.infinity, noiseMultiplier: z)
    let top = OutcomeEdge(.infinity, noiseMultiplier: z)
    var lower = edge(lowest)
    masses[0] = loss.adjacency == .remove ? seen(bottom, lower) : seen(lower, top)
    for index in lowest..<highest {
      let upper = edge(index + 1)
      let value = Double(index) * interval
      let (low, high) = loss.adjacency == .remove ? (lower, upper) : (upper, lower)
      let with = low.withRecord(to: high)
      let without = low.withoutRecord(to: high)
      // Mass that is seen, less exp(value) times the mass in the other data, belongs to the upper
      // point. 1 - q of each density cancels and is left out.
      let excess = expm1(loss.adjacency == .remove ? value : -value) + q
      let difference = q * with.mass - excess * without.mass
      let error =
        q * with.error + abs(excess) * without.error
        + 0x1p-50 * (q * with.mass + (abs(excess) + q) * without.mass)
      let part =
        loss.adjacency == .remove ? difference + error : exp(value) * (error - difference)
      let mass = seen(low, high)
      let upwards = min(mass, max(0, part + 3 * rounding * mass) / share * (1 + 0x1p-50))
      masses[index - lowest] += mass - upwards
      masses[index - lowest + 1] += upwards
      lower = upper
    }
    self.lowest = lowest
    self.masses = masses
    self.rounding = rounding
    infinite = loss.adjacency == .remove ? seen(lower, top) : seen(bottom, lower)
  }
}
