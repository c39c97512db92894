import Glibc

/// Rényi divergences of the sampled Gaussian at whole orders a >= 2.
///
/// Mironov, Talwar and Zhang 2019, "Rényi Differential Privacy of the Sampled Gaussian Mechanism",
/// with the two first terms of the binomial sum taken out, so that nothing cancels:
///
///     A - 1 = sum_{i=2..a} C(a,i) q^i (1-q)^(a-i) (exp((i^2 - i)/(2 z^2)) - 1)
///     R(a)  = log(1 + (A - 1)) / (a - 1)
///
/// The discrete Gaussian obeys the same formula exactly. What of a term's logarithm does not depend
/// on the order is computed once for all orders.
struct WholeOrders {
  /// Terms further below the greatest, in logarithms, than this are less than the sum's last place.
  private static let negligible = 50.0

  private let logOut: Double
  /// log(q^i (1-q)^-i (exp((i^2 - i)/(2 z^2)) - 1) / i!) for i from 2.
  private let terms: [Double]

  /// Prepares orders up to `largest` for 0 < q < 1 and z > 0.
  init(_ step: SampledGaussian, upTo largest: Int) {
    let logOut = log1p(-step.samplingRate)
    let logOdds = log(step.samplingRate) - logOut
    let twiceVariance = 2 * step.noiseMultiplier * step.noiseMultiplier
    self.logOut = logOut
    terms = (2...max(2, largest)).map { i in
      let exponent = Double(i * i - i) / twiceVariance
      // log(exp(x) - 1); the second form for an exp(x) that a double may not hold.
      let logGain =
        exponent < 1
        ? log(expm1(exponent))
        : exponent < Self.negligible ? exponent + log1p(-exp(-exponent)) : exponent
      return Double(i) * logOdds + logGain - LogFactorials.values[i]
    }
  }

  /// log A at an order.
  func logMoment(order a: Int) -> Double {
    let count = a - 1
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { logarithms in
      var peak = -Double.infinity
      terms.withUnsafeBufferPointer { terms in
        LogFactorials.values.withUnsafeBufferPointer { logFactorials in
          for i in 0..<count {
            let logarithm = terms[i] - logFactorials[count - 1 - i]
            logarithms[i] = logarithm
            peak = logarithm > peak ? logarithm : peak
          }
        }
      }
      var scaled = 0.0
      for i in 0..<count where logarithms[i] > peak - Self.negligible {
        scaled += exp(logarithms[i] - peak)
      }
      var sum = LogSum()
      sum.add(peak + log(scaled) + LogFactorials.values[a] + Double(a) * logOut)
      return sum.logarithmOfOnePlus
    }
  }
}
