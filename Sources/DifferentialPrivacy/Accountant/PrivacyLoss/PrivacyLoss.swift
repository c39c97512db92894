import Glibc

/// The privacy loss of one step of the sampled Gaussian, as a function of its outcome.
///
/// With the record the outcome x has density (1-q) N(0, z^2) + q N(1, z^2), without it N(0, z^2).
/// The logarithm of their ratio
///
///     l(x) = log(1 - q + q exp((2x - 1)/(2 z^2)))
///
/// rises with x. The loss is l where the record is removed, and -l where it is added.
struct PrivacyLoss {
  let step: SampledGaussian
  let adjacency: Adjacency

  private var q: Double { step.samplingRate }
  private var z: Double { step.noiseMultiplier }

  /// l(x).
  func logRatio(at x: Double) -> Double {
    let exponent = (2 * x - 1) / (2 * z * z)
    guard q < 1 else { return exponent }
    return exponent < 1
      ? log1p(q * expm1(exponent))
      : exponent + log(q) + log1p((1 - q) / q * exp(-exponent))
  }

  /// The outcome x at which l(x) = `logRatio`; minus infinity where l stays above.
  func outcome(at logRatio: Double) -> Double {
    let exponent: Double
    if q == 1 {
      exponent = logRatio
    } else if logRatio < 1 {
      let excess = expm1(logRatio) + q
      guard excess > 0 else { return -.infinity }
      exponent = log(excess / q)
    } else {
      exponent = logRatio - log(q) + log1p((q - 1) * exp(-logRatio))
    }
    return z * z * exponent + 0.5
  }

  /// Bound on how far l(``outcome(at:)``) lies from its argument, by rounding, for outcomes within
  /// `reach` standard deviations of the means.
  ///
  /// A relative error of u = 2^-53 in the exponent moves l by at most u |exponent|, and the
  /// exponent is at most (2 reach z + 1)/(2 z^2) and, for low q, |log q| more; the sum expm1 + q,
  /// the quotient, the logarithm and the sum with 1/2 add a few u each.
  func rounding(reach: Double) -> Double {
    0x1p-53 * (64 + 8 * abs(log(q)) + 8 * (reach + 1 / z) / z)
  }

  /// Density of the outcome in the data that is seen.
  func density(at x: Double) -> Double {
    func normal(_ x: Double) -> Double {
      exp(-x * x / (2 * z * z)) / (z * (2 * Double.pi).squareRoot())
    }
    return adjacency == .add ? normal(x) : (1 - q) * normal(x) + q * normal(x - 1)
  }

  /// The outcomes beyond which only exp(-reach^2/2) or less of the probability lies on each side.
  func outcomes(reach: Double) -> ClosedRange<Double> {
    -reach * z...(adjacency == .add ? 0 : 1) + reach * z
  }

  /// Loss at an outcome.
  func loss(at x: Double) -> Double { adjacency == .add ? -logRatio(at: x) : logRatio(at: x) }

  /// The least and the greatest loss within the reach.
  func losses(reach: Double) -> ClosedRange<Double> {
    let ends = outcomes(reach: reach)
    let (first, last) = (loss(at: ends.lowerBound), loss(at: ends.upperBound))
    return min(first, last)...max(first, last)
  }
}
