import Benchmark
import Learning
import ModelUpdate

/// A private step of the learner: forward, backward, exact norms, clipping, truncation to integers,
/// accumulation, on one worker per core. `peers/opacus_bench.py` measures the same models.
enum PrivateStepBenchmark {
  static func register() {
    register(
      "step (a): CNN 1x64x64, batch 64 (target 55 ms)",
      .convolutional(input: [1, 64, 64], outputs: 3), batch: 64)
    register(
      "step (b): MLP 436-300-100-1, batch 256 (target 4 ms)",
      .perceptron(input: [436], hidden: [300, 100], outputs: 1, loss: .sigmoidCrossEntropy),
      batch: 256)
    register(
      "step (c): CNN 1x128x128, batch 64 (target 220 ms)",
      .convolutional(input: [1, 128, 128], outputs: 3), batch: 64)
    register(
      "step (d): MLP 15558-1000-100-4, batch 128 (target: Opacus, ghost clipping)",
      .perceptron(input: [15_558], hidden: [1_000, 100], outputs: 4), batch: 128)
  }

  private static func register(_ name: String, _ architecture: Architecture, batch: Int) {
    var prepared: Step?
    benchmark(name, settings: Iterations(15), WarmupIterations(3), TimeUnit(.ms)) {
      let step = try prepared ?? Step(architecture, batch: batch)
      prepared = step
      let sum = try step.run()
      precondition(sum.nonFinite == 0 && sum.sum.contains { $0 != 0 })
    }
  }

  /// A learner with its examples; made at the first, warming iteration.
  private struct Step {
    let learner: Learner
    let parameters: [Float]
    let examples: LabelledExamples
    let clipping: Clipping

    init(_ architecture: Architecture, batch: Int) throws {
      learner = try Learner(architecture)
      parameters = try InitialParameters.make(architecture, seed: 1)
      var word: UInt64 = 1
      let features = (0..<batch * architecture.inputCount).map { _ -> Float in
        word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(word >> 40) / 0x1p23 - 1
      }
      let labels: Labels =
        architecture.loss == .softmaxCrossEntropy
        ? .classes((0..<batch).map { $0 % architecture.outputs })
        : .multiHot((0..<batch * architecture.outputs).map { UInt8($0 % 2) })
      examples = try LabelledExamples(
        shape: architecture.input, features: features, labels: labels,
        outputs: architecture.outputs)
      // S of a plan with z = 1 and four counted noises.
      clipping = try Clipping(norm: 1, gridStep: 1 / 131_072)
    }

    func run() throws -> ClippedSum {
      try learner.clippedSum(
        parameters: parameters, examples: examples, indices: Array(0..<examples.count),
        clipping: clipping)
    }
  }
}
