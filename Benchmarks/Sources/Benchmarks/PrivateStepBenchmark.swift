import Benchmark
import Steps

/// A private step of each model; `peers/opacus_bench.py` measures the same models.
enum PrivateStepBenchmark {
  static func register() {
    for model in Step.models {
      var prepared: Step?
      benchmark(
        "step \(model.name) (target \(model.target))", settings: Iterations(15),
        WarmupIterations(3), TimeUnit(.ms)
      ) {
        let step = try prepared ?? Step(model)
        prepared = step
        let sum = try step.run()
        precondition(sum.nonFinite == 0 && sum.sum.contains { $0 != 0 })
      }
    }
  }
}
