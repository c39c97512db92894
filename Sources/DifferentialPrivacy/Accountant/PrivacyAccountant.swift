/// Adds up the privacy loss of many steps by both accountants and takes the smaller bound.
///
/// Each bound is valid by itself, so their minimum is. ``RenyiAccountant`` is cheap; that of the
/// loss distribution, ``PrivacyLossAccountant``, is closer for nearly all plans and takes some
/// hundredths of a second. It is asked only where it may change the answer.
public struct PrivacyAccountant: Sendable {
  /// The bound by Rényi divergences.
  public private(set) var renyi = RenyiAccountant()
  /// The bound by the distribution of the loss.
  public private(set) var lossDistribution = PrivacyLossAccountant()

  /// Accountants that have seen nothing.
  public init() {}

  /// Charges `count` equal steps.
  ///
  /// - Precondition: `count` is not negative.
  public mutating func compose(_ step: SampledGaussian, count: Int = 1) {
    renyi.compose(step, count: count)
    lossDistribution.compose(step, count: count)
  }

  /// The smaller of the two epsilons, with the name of its accountant.
  ///
  /// - Parameter delta: The probability with which the bound may fail.
  public func epsilon(delta: Double) -> PrivacyGuarantee {
    let byOrders = renyi.epsilon(delta: delta)
    guard byOrders.epsilon > 0 else { return byOrders }
    let byDistribution = lossDistribution.epsilon(delta: delta)
    return byDistribution.epsilon < byOrders.epsilon ? byDistribution : byOrders
  }

  /// Whether one of the bounds keeps a budget, on every machine: ``PrivacyBudget/allows(_:)``.
  public func isAllowed(by budget: PrivacyBudget) -> Bool {
    budget.allows(renyi.epsilon(delta: budget.delta))
      || budget.allows(lossDistribution.epsilon(delta: budget.delta))
  }

  /// Whether both bounds are over a budget: ``PrivacyBudget/isExceeded(by:)``.
  public func exceeds(_ budget: PrivacyBudget) -> Bool {
    budget.isExceeded(by: renyi.epsilon(delta: budget.delta))
      && budget.isExceeded(by: lossDistribution.epsilon(delta: budget.delta))
  }
}
