/// Finds the noise for a budget, and the steps that a budget pays for.
///
/// By both accountants: Rényi divergences first, because they are cheap; from there on the loss
/// distribution, which nearly always allows more.
public enum Calibration {
  private static let largestNoiseMultiplier = 0x1p20
  private static let largestSteps = 1 << 40

  /// The smallest noise multiplier with which `steps` steps stay within the budget.
  ///
  /// What comes out keeps ``PrivacyBudget/allows(_:)`` and is at most 10^-6 above the smallest.
  /// Takes about half a second.
  ///
  /// - Parameters:
  ///   - budget: What may be spent at the end.
  ///   - samplingRate: q in (0, 1].
  ///   - steps: Rounds, at least one.
  /// - Throws: `invalidSamplingRate`, `invalidSteps`, or `unreachableBudget` if even a million
  ///   times the clip norm of noise does not keep it.
  public static func noiseMultiplier(
    for budget: PrivacyBudget, samplingRate: Double, steps: Int
  ) throws(DifferentialPrivacyError) -> Double {
    guard steps >= 1 else { throw invalidSteps }
    /// What is left of the budget, by the loss distribution; negative if it is not kept.
    func rest(_ noiseMultiplier: Double) throws(DifferentialPrivacyError) -> Double {
      var accountant = PrivacyLossAccountant()
      accountant.compose(
        try SampledGaussian(samplingRate: samplingRate, noiseMultiplier: noiseMultiplier),
        count: steps)
      return budget.epsilon - accountant.epsilon(delta: budget.delta).recomputedAtMost
    }
    let enough = try renyiNoiseMultiplier(for: budget, samplingRate: samplingRate, steps: steps)
    var (high, restAtHigh) = (enough, try rest(enough))
    guard restAtHigh >= 0 else { return enough }
    var (low, restAtLow) = (high, restAtHigh)
    while restAtLow >= 0 {
      (high, restAtHigh) = (low, restAtLow)
      low *= 0.8
      restAtLow = try rest(low)
    }
    var root = BracketedRoot(low: low, restAtLow, high: high, restAtHigh)
    while root.high - root.low > 1e-6 * root.high {
      let middle = root.next
      let value = try rest(middle)
      if value >= 0 {
        root.lowerHigh(to: middle, value)
      } else {
        root.raiseLow(to: middle, value)
      }
    }
    return root.high
  }

  /// How many equal steps stay within the budget.
  ///
  /// Takes about half a second, times the number of distinct steps that were spent.
  ///
  /// - Parameters:
  ///   - budget: What may be spent.
  ///   - step: Each of the steps.
  ///   - spent: What has been spent before.
  /// - Returns: 0 where not even one is allowed; at most 2^40.
  public static func steps(
    within budget: PrivacyBudget, of step: SampledGaussian,
    after spent: PrivacyAccountant = PrivacyAccountant()
  ) -> Int {
    /// How far the loss distribution is over the budget; not positive if it is kept.
    func excess(_ count: Int) -> Double {
      var accountant = spent.lossDistribution
      accountant.compose(step, count: count)
      return accountant.epsilon(delta: budget.delta).recomputedAtMost - budget.epsilon
    }
    let certain = renyiSteps(within: budget, of: step, after: spent.renyi)
    guard certain < largestSteps else { return certain }
    var (low, excessAtLow) = (certain, excess(certain))
    guard excessAtLow <= 0 else { return certain }
    var stride = max(1, certain / 4)
    var (high, excessAtHigh) = (low + stride, excess(low + stride))
    while excessAtHigh <= 0 {
      guard high < largestSteps else { return largestSteps }
      (low, excessAtLow) = (high, excessAtHigh)
      stride *= 2
      high = min(low + stride, largestSteps)
      excessAtHigh = excess(high)
    }
    var root = BracketedRoot(low: Double(low), excessAtLow, high: Double(high), excessAtHigh)
    while root.high - root.low > 1 {
      let middle = min(max(root.next.rounded(.down), root.low + 1), root.high - 1)
      let value = excess(Int(middle))
      if value <= 0 {
        root.raiseLow(to: middle, value)
      } else {
        root.lowerHigh(to: middle, value)
      }
    }
    return Int(root.low)
  }

  /// A noise multiplier that keeps the budget by Rényi divergences, at most 10^-6 above the
  /// smallest.
  private static func renyiNoiseMultiplier(
    for budget: PrivacyBudget, samplingRate: Double, steps: Int
  ) throws(DifferentialPrivacyError) -> Double {
    func keeps(_ noiseMultiplier: Double) throws(DifferentialPrivacyError) -> Bool {
      var accountant = RenyiAccountant()
      accountant.compose(
        try SampledGaussian(samplingRate: samplingRate, noiseMultiplier: noiseMultiplier),
        count: steps)
      return budget.allows(accountant.epsilon(delta: budget.delta))
    }
    var high = 1.0
    while try !keeps(high) {
      high *= 2
      guard high <= largestNoiseMultiplier else {
        throw DifferentialPrivacyError(
          .unreachableBudget, "no usable noise multiplier keeps this budget",
          remedy: "allow a larger epsilon or delta, fewer rounds or a smaller sampling rate")
      }
    }
    var low = high / 2
    while low > RealOrders.smallestNoiseMultiplier, try keeps(low) {
      high = low
      low /= 2
    }
    while high - low > 1e-6 * high {
      let middle = low + (high - low) / 2
      if try keeps(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// How many steps stay within the budget by Rényi divergences.
  private static func renyiSteps(
    within budget: PrivacyBudget, of step: SampledGaussian, after spent: RenyiAccountant
  ) -> Int {
    let orders = spent.orders
    let before = spent.divergences
    let curve = RenyiCurve(step, orders: orders).values
    func allows(_ count: Int) -> Bool {
      let divergences = zip(before, curve).map { $0 + Double(count) * $1 }
      return budget.allows(
        RenyiAccountant.epsilon(
          delta: budget.delta, orders: orders.values, divergences: divergences))
    }
    guard allows(1) else { return 0 }
    var low = 1
    while low < largestSteps, allows(2 * low) { low *= 2 }
    guard low < largestSteps else { return largestSteps }
    var high = 2 * low
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if allows(middle) { low = middle } else { high = middle }
    }
    return low
  }

  private static let invalidSteps = DifferentialPrivacyError(
    .invalidSteps, "there are no rounds to pay for", remedy: "set a positive number of rounds")
}
