import Artifacts

/// Which coordinate of an evaluation says what: a confusion matrix, then for each class histograms of
/// its predicted probability over the records that are of it and those that are not.
public struct EvaluationLayout: Sendable {
  /// Classes of the plan.
  public let classes: Int
  /// Bins of each histogram, of equal width over [0, 1].
  public let bins: Int

  /// A layout.
  public init(classes: Int, bins: Int) { (self.classes, self.bins) = (classes, bins) }

  /// Coordinates.
  public var count: Int { classes * classes + 2 * classes * bins }

  /// The L2 norm of one record's vector: one cell of the matrix, and one bin for each class.
  public var normBound: Double { Double(1 + classes).squareRoot() }

  /// The cell of a class that was taken for another.
  public func cell(truth: Int, prediction: Int) -> Int { truth * classes + prediction }

  /// A bin of a class's histogram over the records of it (`isIn`), or over the others.
  public func bin(_ index: Int, of label: Int, isIn: Bool) -> Int {
    classes * classes + (2 * label + (isIn ? 1 : 0)) * bins + index
  }

  /// Adds one example to a vector.
  ///
  /// - Parameters:
  ///   - probabilities: of each class, as the model predicts them.
  ///   - unit: grid steps of one count.
  public func add(
    label: Int, probabilities: ArraySlice<Float>, unit: Int64, to vector: inout [Int64]
  ) {
    var best = probabilities.startIndex
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    vector[cell(truth: label, prediction: best - probabilities.startIndex)] += unit
    for (other, probability) in probabilities.enumerated() {
      // A NaN falls into the first bin.
      let scaled = (Double(probability) * Double(bins)).rounded(.down)
      let index = scaled > 0 ? Int(min(scaled, Double(bins - 1))) : 0
      vector[bin(index, of: other, isIn: other == label)] += unit
    }
  }
}
