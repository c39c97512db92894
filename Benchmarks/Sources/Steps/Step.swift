import Learning
import ModelUpdate

/// A private step of the learner on made-up examples: forward, backward, exact norms, clipping,
/// truncation to integers, accumulation, on one worker per core.
public struct Step {
  /// A model and a batch size that are measured.
  public struct Model: Sendable {
    /// Its letter, shape and batch.
    public let name: String
    /// The model.
    public let architecture: Architecture
    /// Examples in a step.
    public let batch: Int
    /// What is to be reached.
    public let target: String

    /// Describes a model and a batch.
    public init(name: String, architecture: Architecture, batch: Int, target: String) {
      (self.name, self.architecture, self.batch, self.target) = (name, architecture, batch, target)
    }
  }

  /// The models of `peers/opacus_bench.py`.
  public static let models = [
    Model(
      name: "(a): CNN 1x64x64, batch 64",
      architecture: .convolutional(input: [1, 64, 64], outputs: 3), batch: 64, target: "55 ms"),
    Model(
      name: "(b): MLP 436-300-100-1, batch 256",
      architecture: .perceptron(
        input: [436], hidden: [300, 100], outputs: 1, loss: .sigmoidCrossEntropy),
      batch: 256, target: "4 ms"),
    Model(
      name: "(c): CNN 1x128x128, batch 64",
      architecture: .convolutional(input: [1, 128, 128], outputs: 3), batch: 64, target: "220 ms"),
    Model(
      name: "(d): MLP 15558-1000-100-4, batch 128",
      architecture: .perceptron(input: [15_558], hidden: [1_000, 100], outputs: 4), batch: 128,
      target: "Opacus, ghost clipping"),
  ]

  private let learner: Learner
  private let parameters: [Float]
  private let examples: LabelledExamples
  private let clipping: Clipping

  /// Draws parameters and examples.
  public init(_ model: Model) throws {
    let architecture = model.architecture
    learner = try Learner(architecture)
    parameters = try InitialParameters.make(architecture, seed: 1)
    var word: UInt64 = 1
    let features = (0..<model.batch * architecture.inputCount).map { _ -> Float in
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(word >> 40) / 0x1p23 - 1
    }
    let labels: Labels =
      architecture.loss == .softmaxCrossEntropy
      ? .classes((0..<model.batch).map { $0 % architecture.outputs })
      : .multiHot((0..<model.batch * architecture.outputs).map { UInt8($0 % 2) })
    examples = try LabelledExamples(
      shape: architecture.input, features: features, labels: labels,
      outputs: architecture.outputs)
    // S of a plan with z = 1 and four counted noises.
    clipping = try Clipping(norm: 1, gridStep: 1 / 131_072)
  }

  /// Computes the clipped sum of the whole batch.
  public func run() throws -> ClippedSum {
    try learner.clippedSum(
      parameters: parameters, examples: examples, indices: Array(0..<examples.count),
      clipping: clipping)
  }
}
