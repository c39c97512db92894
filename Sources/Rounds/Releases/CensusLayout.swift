import Artifacts

/// Which coordinate of a census says what: records of each class, then for each numeric column the
/// sum of its scaled values and the sum of their squares.
public struct CensusLayout: Sendable {
  /// Classes of the plan.
  public let classes: Int
  /// Inputs of the model that hold a numeric column's value, scaled to [0, 1] by its public range.
  public let numericInputs: [Int]

  /// The layout of a plan's data.
  public init(_ data: DataPlan) {
    classes = data.classes.count
    var inputs: [Int] = []
    var next = 0
    for feature in data.table?.features ?? [] {
      if feature.range != nil { inputs.append(next) }
      next += feature.width
    }
    numericInputs = inputs
  }

  /// Coordinates.
  public var count: Int { classes + 2 * numericInputs.count }

  /// The most that one record's vector can have as L2 norm: one class, and values and squares of at
  /// most one.
  public var normBound: Double { Double(1 + 2 * numericInputs.count).squareRoot() }

  /// Adds one example to a vector.
  ///
  /// - Parameters:
  ///   - values: the example's inputs.
  ///   - unit: grid steps of one count.
  public func add(
    label: Int, values: ArraySlice<Float>, unit: Int64, to vector: inout [Int64]
  ) {
    vector[label] += unit
    for (place, input) in numericInputs.enumerated() {
      // The loaders clip to [0, 1]; the bound must not rest on it. A NaN counts as 0.
      let value = min(1, max(0, Double(values[values.startIndex + input])))
      vector[classes + 2 * place] += Int64(value * Double(unit))
      vector[classes + 2 * place + 1] += Int64(value * value * Double(unit))
    }
  }
}
