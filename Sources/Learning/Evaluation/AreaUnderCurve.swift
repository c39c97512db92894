/// The area under the receiver operating characteristic: the probability that a positive example
/// scores above a negative one, ties counted by half (Mann and Whitney 1947).
public enum AreaUnderCurve {
  /// The area of scores.
  ///
  /// - Parameters:
  ///   - scores: one per example; a larger one means positive. Traps unless as many as `isPositive`.
  ///   - isPositive: what each example is.
  /// - Returns: 0 to 1; nil without a positive or without a negative example, and where a score is
  ///   not a number.
  public static func of(scores: [Float], isPositive: [Bool]) -> Double? {
    precondition(scores.count == isPositive.count, "every score is of an example")
    let positives = isPositive.count { $0 }
    let negatives = scores.count - positives
    guard positives > 0, negatives > 0, !scores.contains(where: \.isNaN) else { return nil }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    // Twice the number of pairs in the right order, so that ties stay whole.
    var (start, below, pairs) = (0, 0, 0)
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let equal = order[start..<end].count { isPositive[$0] }
      pairs += equal * (2 * below + (end - start - equal))
      below += end - start - equal
      start = end
    }
    return Double(pairs) / (2 * Double(positives) * Double(negatives))
  }
}

extension Learner {
  /// The area under the curve of each output against the examples that are not of it: one class
  /// against the others (softmax), or a label's yes against its no (sigmoid).
  ///
  /// - Returns: one per output; nil where ``AreaUnderCurve`` gives none.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func areasUnderCurve(
    parameters: [Float], examples: LabelledExamples
  ) throws(LearningError) -> [Double?] {
    let probabilities = try probabilities(parameters: parameters, examples: examples)
    let outputs = examples.outputs
    return (0..<outputs).map { output in
      AreaUnderCurve.of(
        scores: (0..<examples.count).map { probabilities[$0 * outputs + output] },
        isPositive: (0..<examples.count).map { examples.isOn(output, example: $0) })
    }
  }
}
