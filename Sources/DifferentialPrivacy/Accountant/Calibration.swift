/// Finds the noise for a budget, and the steps that a budget pays for.
public enum Calibration {
  private static let largestNoiseMultiplier = 0x1p20
  private static let largestSteps = 1 << 40

  /// The smallest noise multiplier with which `steps` steps stay within the budget.
  ///
  /// What comes out keeps ``PrivacyBudget/allows(_:)`` and is at most 10^-12 above the smallest.
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
    while low > RealOrder.smallestNoiseMultiplier, try keeps(low) {
      high = low
      low /= 2
    }
    while high - low > 1e-12 * high {
      let middle = low + (high - low) / 2
      if try keeps(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// How many equal steps stay within the budget.
  ///
  /// - Parameters:
  ///   - budget: What may be spent.
  ///   - step: Each of the steps.
  ///   - spent: What has been spent before.
  /// - Returns: 0 where not even one is allowed; at most 2^40.
  public static func steps(
    within budget: PrivacyBudget, of step: SampledGaussian,
    after spent: RenyiAccountant = RenyiAccountant()
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
