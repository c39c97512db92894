import Learning
import ModelUpdate
import Testing

@Suite("Learners")
struct LearnerTests {
  /// Noisy images with a bright bar that stands or lies: no pixel alone tells which.
  private func bars(_ count: Int, seed: UInt64) throws -> LabelledExamples {
    var numbers = TestNumbers(seed: seed)
    var features: [Float] = []
    var classes: [Int] = []
    for _ in 0..<count {
      let isUpright = numbers.integer(below: 2)
      let place = 1 + numbers.integer(below: 10)
      let start = 1 + numbers.integer(below: 5)
      for y in 0..<12 {
        for x in 0..<12 {
          let (across, along) = isUpright == 1 ? (x, y) : (y, x)
          let isBar = across == place && (start..<start + 6).contains(along)
          features.append(0.3 * numbers.real() + (isBar ? 1 : 0))
        }
      }
      classes.append(isUpright)
    }
    return try LabelledExamples(
      shape: [1, 12, 12], features: features, labels: .classes(classes), outputs: 2)
  }

  @Test("A CNN learns where the bars lie, with clipped integer sums")
  func learns() throws {
    let architecture = Architecture.convolutional(
      input: [1, 12, 12], filters: [8, 8], groups: 4, hidden: 0, outputs: 2)
    let rule = UpdateRule.adam(learningRate: 0.01)
    let (training, test) = (try bars(512, seed: 1), try bars(256, seed: 2))
    let learner = try Learner(architecture)
    let clipping = try Clipping(norm: 1, gridStep: 1.0 / 131_072)
    var state = try ModelState(architecture: architecture, seed: 4, rule: rule)
    let before = try learner.evaluate(parameters: state.parameters, examples: test)
    for step in 0..<60 {
      let result = try learner.clippedSum(
        parameters: state.parameters, examples: training,
        indices: (0..<64).map { (step * 64 + $0) % 512 }, clipping: clipping)
      state = try state.updated(
        by: result.sum, gridStep: clipping.gridStep, divisor: 64, rule: rule)
    }
    let after = try learner.evaluate(parameters: state.parameters, examples: test)
    #expect(before.accuracy < 0.75)
    #expect(after.accuracy > 0.95)
    #expect(after.balancedAccuracy > 0.95)
    #expect(after.loss < 0.2)
  }

  @Test("A perceptron learns several labels at once, without privacy")
  func learnsLabels() throws {
    let architecture = Architecture.perceptron(
      input: [2], hidden: [16], outputs: 2, loss: .sigmoidCrossEntropy)
    var numbers = TestNumbers(seed: 3)
    let features = (0..<1024).map { _ in numbers.real() }
    // Exclusive or, which no single layer learns; and a half-plane.
    let labels = (0..<512).flatMap { index -> [UInt8] in
      let (x, y) = (features[2 * index], features[2 * index + 1])
      return [(x > 0) != (y > 0) ? 1 : 0, x + y > 0.2 ? 1 : 0]
    }
    let examples = try LabelledExamples(
      shape: [2], features: features, labels: .multiHot(labels), outputs: 2)
    let rule = UpdateRule.sgd(learningRate: 0.3, momentum: 0.9)
    let learner = try Learner(architecture)
    var state = try ModelState(architecture: architecture, seed: 1, rule: rule)
    for _ in 0..<300 {
      let step = try learner.meanGradient(
        parameters: state.parameters, examples: examples, indices: Array(0..<512))
      state = try state.updated(by: step.gradient, rule: rule)
    }
    let result = try learner.evaluate(parameters: state.parameters, examples: examples)
    #expect(result.matrices.count == 2)
    #expect(result.matrices.allSatisfy { $0.accuracy > 0.95 && $0.total == 512 })
    #expect(result.loss < 0.3)
  }

  @Test("Probabilities and evaluation do not depend on workers or split")
  func prediction() throws {
    for architecture in RandomModel.architectures {
      let model = try RandomModel(architecture, examples: 37)
      let one = try Learner(architecture, workers: 1)
      let many = try Learner(architecture, workers: 3)
      let all = try one.probabilities(parameters: model.parameters, examples: model.examples)
      #expect(
        all == (try many.probabilities(parameters: model.parameters, examples: model.examples)))
      let single = try many.probabilities(
        parameters: model.parameters, examples: model.examples, indices: [20])
      let outputs = architecture.outputs
      #expect(single == Array(all[20 * outputs..<21 * outputs]))
      if architecture.loss == .softmaxCrossEntropy {
        #expect(abs(single.reduce(0, +) - 1) < 1e-6)
      }
      #expect(
        try one.evaluate(parameters: model.parameters, examples: model.examples)
          == many.evaluate(parameters: model.parameters, examples: model.examples))
    }
  }

  @Test("Rates of a confusion matrix")
  func confusion() {
    var matrix = ConfusionMatrix(classes: 3)
    for (truth, prediction, count) in [(0, 0, 8), (0, 1, 2), (1, 1, 1), (1, 0, 3)] {
      for _ in 0..<count { matrix.add(truth: truth, prediction: prediction) }
    }
    #expect(matrix.total == 14)
    #expect(matrix.accuracy == 9.0 / 14)
    #expect(matrix.recall(of: 0) == 0.8)
    #expect(matrix.recall(of: 1) == 0.25)
    #expect(matrix.recall(of: 2) == nil)
    #expect(abs(matrix.balancedAccuracy - 0.525) < 1e-12)
    #expect(ConfusionMatrix(classes: 2).balancedAccuracy == 0)
  }

  @Test("Data that do not fit are refused")
  func refusals() throws {
    func code(_ body: () throws -> Void) -> LearningError.Code? {
      do {
        try body()
        return nil
      } catch {
        return (error as? LearningError)?.code
      }
    }
    let bad: [([Int], [Float], Labels, Int)] = [
      ([], [], .classes([]), 2), ([2, 2], [], .classes([]), 2), ([0], [], .classes([]), 2),
      ([1], [1], .classes([2]), 2), ([1], [1], .classes([-1]), 2), ([1], [1], .classes([]), 0),
      ([1], [1, 2], .classes([0]), 2), ([1], [1], .multiHot([1]), 2),
      ([1], [1], .multiHot([1, 2]), 2),
    ]
    for (shape, features, labels, outputs) in bad {
      #expect(
        code {
          _ = try LabelledExamples(
            shape: shape, features: features, labels: labels, outputs: outputs)
        } == .invalidExamples)
    }
    for (norm, gridStep) in [
      (1.0, 0.0), (0, 1), (1, -1), (.nan, 1), (1, .nan), (.infinity, 1), (1, 2), (1, 1e-12),
      (1e-200, 1e-201),
    ] {
      #expect(code { _ = try Clipping(norm: norm, gridStep: gridStep) } == .invalidClipping)
    }
    #expect(
      code { _ = try Learner(.logisticRegression(input: [2], outputs: 1)) }
        == .invalidArchitecture)
    let learner = try Learner(.logisticRegression(input: [2], outputs: 2), workers: 1)
    let fitting = try LabelledExamples(
      shape: [2], features: [1, 2], labels: .classes([1]), outputs: 2)
    let multiHot = try LabelledExamples(
      shape: [2], features: [1, 2], labels: .multiHot([1, 0]), outputs: 2)
    let wide = try LabelledExamples(
      shape: [1], features: [1], labels: .classes([1]), outputs: 2)
    let parameters = [Float](repeating: 0, count: 6)
    #expect(
      code { _ = try learner.evaluate(parameters: [0], examples: fitting) } == .sizeMismatch)
    for examples in [multiHot, wide] {
      #expect(
        code { _ = try learner.evaluate(parameters: parameters, examples: examples) }
          == .invalidExamples)
    }
    #expect(code { _ = try learner.evaluate(parameters: parameters, examples: fitting) } == nil)
  }
}
