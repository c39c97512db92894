import Artifacts

/// Which coordinate of an evaluation says what: confusion matrices, then for each class histograms of
/// its predicted probability over the records that are of it and those that are not.
///
/// Where classes exclude each other there is one matrix of all of them; where each is a label by
/// itself, each has a matrix of no and yes.
public struct EvaluationLayout: Sendable {
  /// Classes of the plan.
  public let classes: Int
  /// Bins of each histogram, of equal width over [0, 1].
  public let bins: Int
  /// Whether a record has any number of the classes, each a label by itself.
  public let isMultiLabel: Bool

  /// A layout.
  public init(classes: Int, bins: Int, isMultiLabel: Bool = false) {
    self.classes = classes
    self.bins = bins
    self.isMultiLabel = isMultiLabel
  }

  /// Coordinates.
  public var count: Int { cells + 2 * classes * bins }

  /// The L2 norm of one record's vector: one cell of each matrix, and one bin for each class.
  public var normBound: Double {
    Double(isMultiLabel ? 2 * classes : 1 + classes).squareRoot()
  }

  /// The cell of a class that was taken for another; only where classes exclude each other.
  public func cell(truth: Int, prediction: Int) -> Int { truth * classes + prediction }

  /// The cell of a label that is yes or no and was taken for it or not; only with several labels.
  public func cell(_ label: Int, truth: Bool, prediction: Bool) -> Int {
    4 * label + (truth ? 2 : 0) + (prediction ? 1 : 0)
  }

  /// A bin of a class's histogram over the records of it (`isIn`), or over the others.
  public func bin(_ index: Int, of label: Int, isIn: Bool) -> Int {
    cells + (2 * label + (isIn ? 1 : 0)) * bins + index
  }

  /// Adds one example to a vector.
  ///
  /// - Parameters:
  ///   - isOn: whether the example is of a class; of exactly one where they exclude each other.
  ///   - probabilities: of each class, as the model predicts them.
  ///   - unit: grid steps of one count.
  public func add(
    probabilities: ArraySlice<Float>, unit: Int64, to vector: inout [Int64],
    isOn: (Int) -> Bool
  ) {
    if !isMultiLabel {
      var best = probabilities.startIndex
      for index in probabilities.indices where probabilities[index] > probabilities[best] {
        best = index
      }
      let truth = (0..<classes).first(where: isOn) ?? 0
      vector[cell(truth: truth, prediction: best - probabilities.startIndex)] += unit
    }
    for (label, probability) in probabilities.enumerated() {
      if isMultiLabel {
        vector[cell(label, truth: isOn(label), prediction: probability > 0.5)] += unit
      }
      // A NaN falls into the first bin.
      let scaled = (Double(probability) * Double(bins)).rounded(.down)
      let index = scaled > 0 ? Int(min(scaled, Double(bins - 1))) : 0
      vector[bin(index, of: label, isIn: isOn(label))] += unit
    }
  }

  /// The coordinates of all matrices.
  var matrices: Range<Int> { 0..<cells }

  /// Those of right predictions.
  var diagonal: [Int] {
    (0..<classes).flatMap { label in
      isMultiLabel
        ? [
          cell(label, truth: false, prediction: false), cell(label, truth: true, prediction: true),
        ]
        : [cell(truth: label, prediction: label)]
    }
  }

  private var cells: Int { isMultiLabel ? 4 * classes : classes * classes }
}
