import Glibc

/// Rényi divergence of the sampled Gaussian at a whole order a >= 2.
///
/// Mironov, Talwar and Zhang 2019, "Rényi Differential Privacy of the Sampled Gaussian Mechanism",
/// with the two first terms of the binomial sum taken out, so that nothing cancels:
///
///     A - 1 = sum_{i=2..a} C(a,i) q^i (1-q)^(a-i) (exp((i^2 - i)/(2 z^2)) - 1)
///     R(a)  = log(1 + (A - 1)) / (a - 1)
///
/// The discrete Gaussian obeys the same formula exactly.
enum WholeOrder {
  /// log A for 0 < q < 1 and z > 0.
  static func logMoment(order a: Int, _ step: SampledGaussian) -> Double {
    let logIn = log(step.samplingRate)
    let logOut = log1p(-step.samplingRate)
    let twiceVariance = 2 * step.noiseMultiplier * step.noiseMultiplier
    var sum = LogSum()
    for i in 2...a {
      let exponent = Double(i * i - i) / twiceVariance
      // log(exp(x) - 1); the second form for an exp(x) that a double may not hold.
      let logGain = exponent < 1 ? log(expm1(exponent)) : exponent + log1p(-exp(-exponent))
      sum.add(LogBinomials.value(a, i) + Double(i) * logIn + Double(a - i) * logOut + logGain)
    }
    return sum.logarithmOfOnePlus
  }
}
