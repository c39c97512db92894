import Benchmark
import DifferentialPrivacy
import Dispatch
import Sodium

/// The noise of one round of a model of ten million parameters, with the product's own generator.
enum NoiseBenchmark {
  private static let samples = 10_000_000
  private static let cores = 2

  static func register() {
    benchmark(
      "noise: 10^7 discrete Gaussians on 2 cores (target 1.0 s)",
      settings: Iterations(5), WarmupIterations(1), TimeUnit(.ms)
    ) {
      let noise = try DiscreteGaussian(log2Scale: 16)
      let sums = UnsafeMutableBufferPointer<Int64>.allocate(capacity: samples)
      defer { sums.deallocate() }
      sums.initialize(repeating: 0)
      // One generator for each core: they are for one thread at a time.
      nonisolated(unsafe) let shared = sums
      DispatchQueue.concurrentPerform(iterations: cores) { core in
        var random = ChaChaGenerator()
        let part = core * samples / cores..<(core + 1) * samples / cores
        noise.add(to: UnsafeMutableBufferPointer(rebasing: shared[part]), using: &random)
      }
      precondition(sums.contains { $0 != 0 })
    }
  }
}
