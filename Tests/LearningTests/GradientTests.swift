import Learning
import ModelUpdate
import Testing

@Suite("Gradients")
struct GradientTests {
  @Test("Gradients and losses are PyTorch's, example by example")
  func pytorch() throws {
    for vector in try GradientVector.load() {
      let learner = try Learner(vector.architecture, workers: 1)
      let examples = try vector.examples()
      for (index, expected) in vector.gradients.enumerated() {
        let result = try learner.meanGradient(
          parameters: vector.parameters, examples: examples, indices: [index])
        #expect(abs(result.loss - vector.losses[index]) <= 1e-5 * (1 + vector.losses[index]))
        #expect(result.gradient.count == expected.count)
        let length = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for (found, wanted) in zip(result.gradient, expected) {
          #expect(abs(Double(found) - wanted) <= 1e-5 * (length + 1e-3), "\(vector.name)")
        }
      }
    }
  }

  @Test("The mean of a batch is the mean of PyTorch's gradients")
  func mean() throws {
    for vector in try GradientVector.load() {
      let count = vector.gradients.count
      let result = try Learner(vector.architecture, workers: 2).meanGradient(
        parameters: vector.parameters, examples: try vector.examples(),
        indices: Array(0..<count))
      for (index, found) in result.gradient.enumerated() {
        let wanted = vector.gradients.reduce(0) { $0 + $1[index] } / Double(count)
        let size = vector.gradients.reduce(0) { max($0, abs($1[index])) }
        #expect(abs(Double(found) - wanted) <= 2e-5 * (size + 1), "\(vector.name)")
      }
    }
  }

  @Test("Gradients are the slopes of the loss", arguments: RandomModel.architectures)
  func finiteDifferences(architecture: Architecture) throws {
    let model = try RandomModel(architecture, examples: 8)
    let learner = try Learner(architecture, workers: 1)
    let indices = [2, 6]
    let analytic = try learner.meanGradient(
      parameters: model.parameters, examples: model.examples, indices: indices
    ).gradient
    func loss(_ parameters: [Float]) throws -> Double {
      try learner.evaluate(
        parameters: parameters, examples: model.examples, indices: indices
      ).loss
    }
    var numbers = TestNumbers(seed: 5)
    // Along random directions: a kink of one ReLU or maximum hardly shows in the whole.
    for _ in 0..<10 {
      let direction = analytic.map { _ in numbers.real() }
      let step: Float = 1.0 / 8192
      let forward = zip(model.parameters, direction).map { $0 + step * $1 }
      let backward = zip(model.parameters, direction).map { $0 - step * $1 }
      let slope = (try loss(forward) - loss(backward)) / (2 * Double(step))
      let expected = zip(analytic, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let scale = analytic.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(abs(slope - expected) <= 0.02 * scale)
    }
  }

  @Test("An example that is not finite counts as zero, and hurts no other")
  func nonFinite() throws {
    let model = try RandomModel(RandomModel.architectures[2], examples: 8)
    let learner = try Learner(model.architecture, workers: 1)
    let size = model.architecture.inputCount
    for bad in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude] {
      var features = model.examples.features
      features[3 * size + 5] = bad
      let examples = try LabelledExamples(
        shape: model.architecture.input, features: features, labels: model.examples.labels,
        outputs: model.architecture.outputs)
      let clipping = try Clipping(norm: 1, gridStep: 1.0 / 4096)
      let all = try learner.clippedSum(
        parameters: model.parameters, examples: examples, indices: Array(0..<8),
        clipping: clipping)
      let others = try learner.clippedSum(
        parameters: model.parameters, examples: examples, indices: [0, 1, 2, 4, 5, 6, 7],
        clipping: clipping)
      #expect(others.nonFinite == 0)
      // The largest finite number may pass the normalisation; then it is clipped like any other.
      if all.nonFinite == 1 { #expect(all.sum == others.sum) }
      if !bad.isFinite { #expect(all.nonFinite == 1) }
    }
  }
}
