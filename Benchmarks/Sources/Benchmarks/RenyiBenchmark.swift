import Benchmark
import DifferentialPrivacy

/// A thousand rounds of which no two are alike, at all 191 orders.
enum RenyiBenchmark {
  static func register() {
    benchmark(
      "RDP: 191 orders, 1,000 distinct rounds (target 0.1 s)",
      settings: Iterations(15), WarmupIterations(2), TimeUnit(.ms)
    ) {
      var accountant = RenyiAccountant()
      for round in 0..<1_000 {
        accountant.compose(
          try SampledGaussian(
            samplingRate: 0.01, noiseMultiplier: 1 + Double(round) / 1_000))
      }
      precondition(accountant.orders.values.count == 191)
      precondition(accountant.epsilon(delta: 1e-5).epsilon > 0.5)
    }
  }
}
