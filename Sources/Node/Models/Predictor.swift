import Datasets
import Learning
import ModelExchange
import ModelUpdate
import Rounds

/// A model that left its consortium, at work on a hospital's own examples.
struct Predictor {
  private let model: PortableModel
  private let learner: Learner

  init(_ model: PortableModel) throws {
    self.model = model
    learner = try Learner(model.architecture)
  }

  /// What the model says about examples that were loaded as its data plan describes.
  func predict(_ examples: UnlabelledExamples) throws -> [Prediction] {
    let outputs = model.architecture.outputs
    let (loss, count) = (model.architecture.loss, examples.count)
    // Probabilities do not depend on labels.
    let labels: Labels =
      loss == .softmaxCrossEntropy
      ? .classes(Array(repeating: 0, count: count))
      : .multiHot(Array(repeating: 0, count: count * outputs))
    let inputs = try LabelledExamples(
      shape: examples.shape, features: examples.values, labels: labels, outputs: outputs
    ).standardised(by: Standardisation(model), missing: examples.missing)
    let probabilities = try learner.probabilities(
      parameters: model.parameters, examples: inputs)
    return examples.ids.enumerated().map { index, name in
      Prediction(
        name: name,
        probabilities: Array(probabilities[index * outputs..<(index + 1) * outputs]),
        classes: model.data.classes, loss: loss)
    }
  }
}

extension Standardisation {
  /// What a portable model keeps of its census.
  fileprivate init(_ model: PortableModel) {
    self.init(
      moments: model.standardisation.map {
        Moment(input: $0.input, mean: $0.mean.value, deviation: $0.deviation.value)
      },
      dropped: model.dropped.map { $0..<$0 + 1 })
  }
}
