import Artifacts

/// Which coordinate of a census says what: records of each class, then for each numeric column the
/// sum of its scaled values and the sum of their squares, then for each counted column the records in
/// which it is missing.
///
/// Numeric columns are always counted; categorical ones where the plan leaves out columns that are
/// missing too often, because nobody else would ask.
public struct CensusLayout: Sendable {
  /// Classes of the plan.
  public let classes: Int
  /// The counted columns, in the order of the plan.
  public let columns: [Column]
  /// Inputs of the model that hold a numeric column's value, scaled to [0, 1] by its public range.
  public let numericInputs: [Int]
  /// The share of records above which a column that is missing in them is left out.
  public let mostMissing: Double?

  /// A counted column.
  public struct Column: Hashable, Sendable {
    /// Its name in the header.
    public let name: String
    /// Its inputs of the model; of a numeric column the value comes first.
    public let inputs: Range<Int>
    /// Whether it holds numbers.
    public let isNumeric: Bool
  }

  /// The layout of a plan's data.
  public init(_ data: DataPlan) {
    classes = data.classes.count
    mostMissing = data.table?.mostMissing?.value
    var columns: [Column] = []
    var next = 0
    for feature in data.table?.features ?? [] {
      let width = feature.widthOfColumn
      for name in feature.columns {
        if feature.isNumeric || mostMissing != nil {
          columns.append(
            Column(name: name, inputs: next..<next + width, isNumeric: feature.isNumeric))
        }
        next += width
      }
    }
    self.columns = columns
    numericInputs = columns.filter(\.isNumeric).map(\.inputs.lowerBound)
  }

  /// Coordinates.
  public var count: Int { missing(columns.count) }

  /// The most that one record's vector can have as L2 norm: one class; for each numeric column
  /// either a value and a square of at most one, or one where it is missing; for each other counted
  /// column one.
  public var normBound: Double { Double(1 + numericInputs.count + columns.count).squareRoot() }

  /// The sum of a numeric column's values; that of their squares is the next.
  func sum(_ numeric: Int) -> Int { classes + 2 * numeric }

  /// The records in which a counted column is missing.
  func missing(_ column: Int) -> Int { classes + 2 * numericInputs.count + column }

  /// Adds one example to a vector.
  ///
  /// - Parameters:
  ///   - values: the example's inputs.
  ///   - missing: whether each is missing, at the same indices; empty where nothing is missing.
  ///   - unit: grid steps of one count.
  public func add(
    label: Int, values: ArraySlice<Float>, missing: ArraySlice<Bool>, unit: Int64,
    to vector: inout [Int64]
  ) {
    vector[label] += unit
    var numeric = 0
    for (place, column) in columns.enumerated() {
      let input = values.startIndex + column.inputs.lowerBound
      if !missing.isEmpty, missing[input] {
        vector[self.missing(place)] += unit
      } else if column.isNumeric {
        // The loaders clip to [0, 1]; the bound must not rest on it. A NaN counts as 0.
        let value = min(1, max(0, Double(values[input])))
        vector[sum(numeric)] += Int64(value * Double(unit))
        vector[sum(numeric) + 1] += Int64(value * value * Double(unit))
      }
      if column.isNumeric { numeric += 1 }
    }
  }
}
