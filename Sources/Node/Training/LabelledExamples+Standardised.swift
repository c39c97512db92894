import Learning
import Rounds

extension LabelledExamples {
  /// The same examples with inputs of mean 0 and deviation 1, by a census of the consortium; a
  /// missing value becomes the mean, and columns that are left out become 0.
  ///
  /// - Parameters:
  ///   - census: the inputs to change; the others stay.
  ///   - missing: whether each value is missing; empty where nothing is missing.
  func standardised(
    by census: Standardisation, missing: [Bool]
  ) throws(LearningError) -> LabelledExamples {
    let size = shape.reduce(1, *)
    var values = features
    for moment in census.moments {
      let (mean, scale) = (Float(moment.mean), Float(1 / moment.deviation))
      for place in stride(from: moment.input, to: values.count, by: size) {
        values[place] =
          !missing.isEmpty && missing[place] ? 0 : (values[place] - mean) * scale
      }
    }
    for input in census.dropped.joined() {
      for place in stride(from: input, to: values.count, by: size) { values[place] = 0 }
    }
    return try LabelledExamples(shape: shape, features: values, labels: labels, outputs: outputs)
  }
}
