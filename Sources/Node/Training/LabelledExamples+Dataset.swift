import Datasets
import Learning
import ModelUpdate

extension LabelledExamples {
  /// A loaded data set as the learner takes it.
  ///
  /// The loaders give one class per example. With the sigmoid loss it becomes a 1 at its own
  /// output and a 0 at every other: each output answers yes or no by itself.
  init(_ dataset: Dataset, loss: Loss) throws(LearningError) {
    let outputs = dataset.classes.count
    let labels: Labels
    switch loss {
    case .softmaxCrossEntropy: labels = .classes(dataset.labels)
    case .sigmoidCrossEntropy:
      var values = [UInt8](repeating: 0, count: dataset.count * outputs)
      for (example, label) in dataset.labels.enumerated() { values[example * outputs + label] = 1 }
      labels = .multiHot(values)
    }
    try self.init(
      shape: dataset.shape, features: dataset.examples, labels: labels, outputs: outputs)
  }
}
