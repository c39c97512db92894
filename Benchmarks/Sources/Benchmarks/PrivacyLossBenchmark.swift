import Benchmark
import DifferentialPrivacy

/// Epsilon of many rounds by the distribution of the loss.
enum PrivacyLossBenchmark {
  static func register() {
    benchmark(
      "PLD: 10^4 equal rounds (target 2.0 s)",
      settings: Iterations(15), WarmupIterations(2), TimeUnit(.ms)
    ) {
      var accountant = PrivacyLossAccountant()
      accountant.compose(
        try SampledGaussian(samplingRate: 0.01, noiseMultiplier: 1), count: 10_000)
      precondition((6.18...6.19).contains(accountant.epsilon(delta: 1e-5).epsilon))
    }
    benchmark(
      "PLD: noise for a budget of 3,125 rounds (target 2.0 s)",
      settings: Iterations(5), WarmupIterations(1), TimeUnit(.ms)
    ) {
      let noise = try Calibration.noiseMultiplier(
        for: PrivacyBudget(epsilon: 3, delta: 1e-5), samplingRate: 0.0128, steps: 3_125)
      precondition((1.22...1.23).contains(noise))
    }
    benchmark(
      "PLD: rounds that a budget allows (target 2.0 s)",
      settings: Iterations(5), WarmupIterations(1), TimeUnit(.ms)
    ) {
      let rounds = Calibration.steps(
        within: try PrivacyBudget(epsilon: 3, delta: 1e-5),
        of: try SampledGaussian(samplingRate: 0.0128, noiseMultiplier: 1.2269554))
      precondition((3_120...3_130).contains(rounds))
    }
  }
}
