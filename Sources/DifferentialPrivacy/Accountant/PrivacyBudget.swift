/// The most privacy loss that a consortium or a hospital agrees to.
public struct PrivacyBudget: Hashable, Sendable {
  /// Upper limit of epsilon.
  public let epsilon: Double
  /// The delta at which epsilon is taken.
  public let delta: Double

  /// Sets a budget.
  ///
  /// - Parameters:
  ///   - epsilon: Positive and finite.
  ///   - delta: Between 0 and 1; far below one over the number of records.
  /// - Throws: `invalidBudget`.
  public init(epsilon: Double, delta: Double) throws(DifferentialPrivacyError) {
    guard epsilon > 0, epsilon.isFinite else {
      throw DifferentialPrivacyError(
        .invalidBudget, "the budget's epsilon is not a positive number",
        remedy: "set epsilon, for instance 8.0")
    }
    guard delta > 0, delta < 1 else {
      throw DifferentialPrivacyError(
        .invalidBudget, "the budget's delta is not between 0 and 1",
        remedy: "set delta, for instance 1e-05")
    }
    self.epsilon = epsilon
    self.delta = delta
  }

  /// Whether a guarantee may still be reached: whatever another machine gets for the same steps is
  /// within the budget.
  ///
  /// Two machines' exponentials and logarithms may differ in the last bits. Epsilon by Rényi
  /// divergences then differs by less than 2^-40 of it; by the loss distribution, by what its
  /// error bound tells, usually 10^-7 of it. What one hospital allows itself by this rule is never
  /// over the budget in an audit by ``isExceeded(by:)`` on another machine.
  public func allows(_ guarantee: PrivacyGuarantee) -> Bool {
    guarantee.delta <= delta && guarantee.recomputedAtMost <= epsilon
  }

  /// Whether a guarantee is worse than the budget: the audit's question.
  public func isExceeded(by guarantee: PrivacyGuarantee) -> Bool {
    !(guarantee.delta <= delta && guarantee.epsilon <= epsilon)
  }
}
