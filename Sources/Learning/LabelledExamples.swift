/// Examples with their labels, in memory, checked once.
public struct LabelledExamples: Sendable {
  /// The shape of one example: `[features]` or `[channels, height, width]`.
  public let shape: [Int]
  /// All numbers, example after example, each row by row.
  public let features: [Float]
  /// The labels, in the same order.
  public let labels: Labels
  /// Classes, or labels per example.
  public let outputs: Int
  /// The number of examples.
  public let count: Int

  /// Takes examples; the arrays are shared, not copied.
  ///
  /// - Throws: ``LearningError`` with code `invalidExamples` if the lengths do not fit the shape,
  ///   a class is not below `outputs`, or a multi-hot label is neither 0 nor 1.
  public init(
    shape: [Int], features: [Float], labels: Labels, outputs: Int
  ) throws(LearningError) {
    func check(_ holds: Bool, _ message: String, _ remedy: String) throws(LearningError) {
      if !holds { throw LearningError(.invalidExamples, message, remedy: remedy) }
    }
    try check(
      [1, 3].contains(shape.count) && shape.allSatisfy { $0 >= 1 },
      "examples have the shape \(shape)", "use [features] or [channels, height, width]")
    try check(outputs >= 1, "there are no outputs", "give at least one class or label")
    let size = shape.reduce(1, *)
    let count: Int
    switch labels {
    case .classes(let classes):
      count = classes.count
      try check(
        classes.allSatisfy { $0 >= 0 && $0 < outputs }, "a class is not below \(outputs)",
        "check the class names of the plan against the data")
    case .multiHot(let values):
      count = values.count / outputs
      try check(
        count * outputs == values.count, "\(values.count) labels are no multiple of \(outputs)",
        "give one 0 or 1 per example and output")
      try check(
        values.allSatisfy { $0 <= 1 }, "a label is neither 0 nor 1", "use 0 for no and 1 for yes")
    }
    try check(
      features.count == count * size,
      "there are \(features.count) numbers for \(count) examples of \(size)",
      "give one row of numbers per label")
    self.shape = shape
    self.features = features
    self.labels = labels
    self.outputs = outputs
    self.count = count
  }

  /// Whether an output should be 1 for an example.
  public func isOn(_ output: Int, example: Int) -> Bool {
    switch labels {
    case .classes(let classes): classes[example] == output
    case .multiHot(let values): values[example * outputs + output] == 1
    }
  }
}
