import Learning
import ModelUpdate

/// Numbers for tests from a linear congruential generator, the same on every machine.
struct TestNumbers {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 2 &+ 1 }

  mutating func integer(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  /// Uniform in [-1, 1).
  mutating func real() -> Float { Float(integer(below: 1 << 20)) / Float(1 << 19) - 1 }
}

/// A model with random parameters and random examples.
struct RandomModel {
  let architecture: Architecture
  var parameters: [Float]
  let examples: LabelledExamples

  init(_ architecture: Architecture, examples count: Int, seed: UInt64 = 1) throws {
    self.architecture = architecture
    var numbers = TestNumbers(seed: seed)
    let size = architecture.inputCount
    // Lengths differ by orders of magnitude, so that some gradients are clipped and some not.
    var features: [Float] = []
    for index in 0..<count {
      let length = Float([0.001, 0.1, 1, 10][index % 4])
      for _ in 0..<size { features.append(length * numbers.real()) }
    }
    let labels: Labels =
      architecture.loss == .softmaxCrossEntropy
      ? .classes((0..<count).map { _ in numbers.integer(below: architecture.outputs) })
      : .multiHot((0..<count * architecture.outputs).map { _ in UInt8(numbers.integer(below: 2)) })
    parameters = try InitialParameters.make(architecture, seed: seed)
    examples = try LabelledExamples(
      shape: architecture.input, features: features, labels: labels,
      outputs: architecture.outputs)
  }

  /// Models with every layer, both losses, and sizes that no SIMD width divides.
  static let architectures: [Architecture] = [
    .logisticRegression(input: [7], outputs: 3),
    .perceptron(input: [37], hidden: [13, 9], outputs: 5, loss: .sigmoidCrossEntropy),
    .convolutional(input: [1, 12, 10], filters: [4, 6], groups: 2, hidden: 11, outputs: 3),
    Architecture(
      input: [2, 9, 9],
      layers: [
        .convolution(filters: 3, kernel: 5, stride: 2), .relu, .convolution(filters: 5, kernel: 3),
        .maxPool(size: 2), .dense(units: 4),
      ],
      loss: .sigmoidCrossEntropy, outputs: 4),
    Architecture(
      input: [1, 15, 13],
      layers: [
        .convolution(filters: 4, kernel: 5, stride: 2), .groupNorm(groups: 2), .relu,
        .residualBlock(filters: 4, groups: 2), .residualBlock(filters: 6, stride: 2, groups: 3),
        .globalAveragePool, .dense(units: 3),
      ],
      loss: .softmaxCrossEntropy, outputs: 3, classWeights: [0.5, 1.0, 4.0]),
  ]
}

extension RandomModel {
  /// A model with random parameters and given examples of a sigmoid loss with one output.
  init(_ architecture: Architecture, rows: [[Float]], labels: [UInt8]) throws {
    self.architecture = architecture
    parameters = try InitialParameters.make(architecture, seed: 1)
    examples = try LabelledExamples(
      shape: architecture.input, features: rows.flatMap(\.self), labels: .multiHot(labels),
      outputs: architecture.outputs)
  }
}
