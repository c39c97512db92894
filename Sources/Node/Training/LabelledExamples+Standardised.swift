import Learning
import Rounds

extension LabelledExamples {
  /// The same examples with inputs of mean 0 and deviation 1, by a census of the consortium.
  ///
  /// - Parameter moments: of the inputs to change; the others stay.
  func standardised(by moments: [CensusRelease.Moment]) throws(LearningError) -> LabelledExamples {
    let size = shape.reduce(1, *)
    var values = features
    for moment in moments {
      let (mean, scale) = (Float(moment.mean), Float(1 / moment.deviation))
      for place in stride(from: moment.input, to: values.count, by: size) {
        values[place] = (values[place] - mean) * scale
      }
    }
    return try LabelledExamples(shape: shape, features: values, labels: labels, outputs: outputs)
  }
}
