/// How an aggregated gradient changes the model.
///
/// Only rules whose every operation is correctly rounded by IEEE 754 are here: sums, products,
/// quotients and square roots. A rule that needs a power, a logarithm or a cosine would depend on
/// the machine's mathematical library.
public enum UpdateRule: Hashable, Sendable {
  /// Stochastic gradient descent with heavy-ball momentum, as PyTorch's `SGD`:
  /// `m = momentum * m + g`, `w = w - learningRate * m`; momentum 0 keeps no `m`.
  case sgd(learningRate: Real, momentum: Real)
  /// Adam (Kingma and Ba 2015), as PyTorch's `Adam`: epsilon is added to the root of the corrected
  /// second moment.
  case adam(
    learningRate: Real, beta1: Real = 0.9, beta2: Real = 0.999, epsilon: Real = 1e-8)

  /// The vectors as long as the model that the rule keeps between steps.
  public enum Moment: String, Hashable, Sendable, CaseIterable {
    /// SGD's running sum of gradients.
    case momentum
    /// Adam's mean of gradients.
    case first
    /// Adam's mean of squared gradients.
    case second
  }

  /// The vectors this rule keeps, in the order of ``ModelState/moments``.
  public var moments: [Moment] {
    switch self {
    case .sgd(_, let momentum): momentum.value == 0 ? [] : [.momentum]
    case .adam: [.first, .second]
    }
  }

  /// Checks the ranges: rates positive, momentum and betas in [0, 1), epsilon positive, and each
  /// still so as a single-precision number.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidRule` that names the field.
  public func validate() throws(ModelUpdateError) {
    func positive(_ real: Real, _ field: String) throws(ModelUpdateError) {
      let single = Float(real.value)
      guard single > 0, single.isFinite else {
        throw ModelUpdateError(
          .invalidRule, "\(field) is \(real)", remedy: "use a number above 0, such as 0.001")
      }
    }
    func fraction(_ real: Real, _ field: String) throws(ModelUpdateError) {
      guard real.value >= 0, Float(real.value) < 1 else {
        throw ModelUpdateError(
          .invalidRule, "\(field) is \(real)", remedy: "use a number from 0 to below 1")
      }
    }
    switch self {
    case .sgd(let learningRate, let momentum):
      try positive(learningRate, "learningRate")
      try fraction(momentum, "momentum")
    case .adam(let learningRate, let beta1, let beta2, let epsilon):
      try positive(learningRate, "learningRate")
      try fraction(beta1, "beta1")
      try fraction(beta2, "beta2")
      try positive(epsilon, "epsilon")
    }
  }
}
