import Datasets
import Learning
import ModelUpdate

/// Measures models on a held-out set that belongs to nobody's training data.
struct ModelEvaluation {
  private let learner: Learner
  private let examples: LabelledExamples
  /// The share of the largest class.
  let majorityShare: Double

  /// Prepares to measure models of one architecture.
  init(architecture: Architecture, test: Dataset) throws {
    learner = try Learner(architecture)
    examples = try LabelledExamples(test, loss: architecture.loss)
    majorityShare = Double(test.classCounts.max() ?? 0) / Double(max(test.count, 1))
  }

  /// Accuracy and balanced accuracy of a model.
  func measure(_ model: ModelState) throws -> Evaluation {
    try learner.evaluate(parameters: model.parameters, examples: examples)
  }
}
