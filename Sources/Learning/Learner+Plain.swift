extension Learner {
  /// The mean gradient of a batch, neither clipped nor noised: for the arms that privacy is
  /// compared with. Its last bits depend on the number of workers.
  ///
  /// - Parameter indices: which examples, at least one. Traps if one is out of range.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func meanGradient(
    parameters: [Float], examples: LabelledExamples, indices: [Int]
  ) throws(LearningError) -> PlainGradient {
    try check(parameters, examples)
    precondition(!indices.isEmpty, "a mean needs an example")
    precondition(indices.allSatisfy { $0 >= 0 && $0 < examples.count }, "an index is out of range")
    let spaces = workspaces(for: .real)
    for space in spaces {
      space.realSums.pointer.update(repeating: 0, count: layout.count)
      space.lossSum = 0
      space.nonFinite = 0
    }
    forEachMicroBatch(.real, parameters, examples, indices[...]) { parameters, view, batch, work in
      network.backwardDense(parameters, view, batch, work)
      network.addPlain(parameters, work)
    }
    let share = 1 / Float(indices.count)
    var gradient = [Float](repeating: 0, count: layout.count)
    for space in spaces {
      for i in 0..<layout.count { gradient[i] += space.realSums.pointer[i] }
    }
    for i in 0..<layout.count { gradient[i] *= share }
    return PlainGradient(
      gradient: gradient, loss: spaces.reduce(0) { $0 + $1.lossSum } / Double(indices.count),
      nonFinite: spaces.reduce(0) { $0 + $1.nonFinite })
  }
}
