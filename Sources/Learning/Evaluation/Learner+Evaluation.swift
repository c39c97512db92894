import LinearAlgebra
import ModelUpdate

extension Learner {
  /// The probability of each class (softmax) or label (sigmoid), `indices.count` rows of
  /// ``Architecture/outputs`` numbers.
  ///
  /// - Parameter indices: which examples; all if nil. Traps if one is out of range.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func probabilities(
    parameters: [Float], examples: LabelledExamples, indices: [Int]? = nil
  ) throws(LearningError) -> [Float] {
    try score(parameters, examples, indices ?? Array(0..<examples.count)).probabilities
  }

  /// Predictions against labels: the likeliest class (the first of equal ones), or every label
  /// with a probability above one half.
  ///
  /// - Parameter indices: which examples; all if nil. Traps if one is out of range.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func evaluate(
    parameters: [Float], examples: LabelledExamples, indices: [Int]? = nil
  ) throws(LearningError) -> Evaluation {
    let indices = indices ?? Array(0..<examples.count)
    let outputs = architecture.outputs
    let (probabilities, losses) = try score(parameters, examples, indices)
    let isSoftmax = architecture.loss == .softmaxCrossEntropy
    var matrices = [ConfusionMatrix](
      repeating: ConfusionMatrix(classes: isSoftmax ? outputs : 2), count: isSoftmax ? 1 : outputs)
    for (place, index) in indices.enumerated() {
      let row = probabilities[place * outputs..<(place + 1) * outputs]
      switch examples.labels {
      case .classes(let classes):
        var best = row.startIndex
        for i in row.indices where row[i] > row[best] { best = i }
        matrices[0].add(truth: classes[index], prediction: best - row.startIndex)
      case .multiHot(let values):
        for (output, probability) in row.enumerated() {
          matrices[output].add(
            truth: Int(values[index * outputs + output]), prediction: probability > 0.5 ? 1 : 0)
        }
      }
    }
    let loss = indices.isEmpty ? 0 : losses.reduce(0, +) / Double(indices.count)
    return Evaluation(loss: loss, matrices: matrices)
  }

  private func score(
    _ parameters: [Float], _ examples: LabelledExamples, _ indices: [Int]
  ) throws(LearningError) -> (probabilities: [Float], losses: [Double]) {
    try check(parameters, examples)
    precondition(indices.allSatisfy { $0 >= 0 && $0 < examples.count }, "an index is out of range")
    let outputs = architecture.outputs
    let loss = network.outputLoss
    let probabilities = Storage<Float>(repeating: 0, count: indices.count * outputs)
    let losses = Storage<Double>(repeating: 0, count: indices.count)
    forEachMicroBatch(.none, parameters, examples, indices[...]) { _, view, batch, work in
      network.withFloats(work.denseLanes[network.denseLayers.count]) { values in
        for (lane, place) in batch.indices.enumerated() {
          let index = batch[place]
          loss.probabilities(
            values + lane, stride: LaneProduct.width, into: probabilities.pointer + place * outputs)
          losses.pointer[place] = loss.evaluate(
            values + lane, stride: LaneProduct.width, delta: nil
          ) { view.labels.isOn($0, example: index) }
        }
      }
    }
    return (
      Array(UnsafeBufferPointer(start: probabilities.pointer, count: probabilities.count)),
      Array(UnsafeBufferPointer(start: losses.pointer, count: losses.count))
    )
  }
}
