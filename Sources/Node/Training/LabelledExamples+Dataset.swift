import Datasets
import Learning

extension LabelledExamples {
  /// A loaded data set as the learner takes it.
  init(_ dataset: Dataset) throws(LearningError) {
    try self.init(
      shape: dataset.shape, features: dataset.examples, labels: .classes(dataset.labels),
      outputs: dataset.classes.count)
  }
}
