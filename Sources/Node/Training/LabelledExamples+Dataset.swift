import Datasets
import Learning
import ModelUpdate

extension LabelledExamples {
  /// A loaded data set as the learner takes it.
  ///
  /// One class per example becomes, with the sigmoid loss, a 1 at its own output and a 0 at every
  /// other: each output answers yes or no by itself.
  init(_ dataset: Dataset, loss: Loss) throws(LearningError) {
    let outputs = dataset.classes.count
    let labels: Labels
    switch (dataset.marks, loss) {
    case (let marks?, _): labels = .multiHot(marks)
    case (nil, .softmaxCrossEntropy): labels = .classes(dataset.labels)
    case (nil, .sigmoidCrossEntropy):
      var values = [UInt8](repeating: 0, count: dataset.count * outputs)
      for (example, label) in dataset.labels.enumerated() { values[example * outputs + label] = 1 }
      labels = .multiHot(values)
    }
    try self.init(
      shape: dataset.shape, features: dataset.examples, labels: labels, outputs: outputs)
  }
}
