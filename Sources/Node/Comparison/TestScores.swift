import Learning

/// How well one model does on the test set. Exact numbers about test patients: for the person who
/// has the data.
struct TestScores {
  /// Macro area under the curve, balanced accuracy, accuracy.
  let values: [Measure: Double]
  /// The area under the curve of each class or label; nil where the test set has only one side.
  let areas: [Double?]

  /// Measures parameters.
  init(
    _ parameters: [Float], on examples: LabelledExamples, learner: Learner
  ) throws(LearningError) {
    areas = try learner.areasUnderCurve(parameters: parameters, examples: examples)
    let evaluation = try learner.evaluate(parameters: parameters, examples: examples)
    let known = areas.compactMap(\.self)
    values = [
      // A model that tells nothing.
      .auroc: known.isEmpty ? 0.5 : known.reduce(0, +) / Double(known.count),
      .balanced: evaluation.balancedAccuracy, .accuracy: evaluation.accuracy,
    ]
  }
}
