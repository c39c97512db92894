import ModelUpdate

/// One column of a table, or several that are described alike: numeric with a public range, or
/// categorical with public values.
///
/// Ranges and values are part of the plan and not read from the data: what is learned from data
/// would be a release of its own.
public struct TableFeature: Hashable, Sendable {
  /// The names of the columns in the header, mostly one; the inputs of each follow those of the one
  /// before.
  public var columns: [String]
  /// Low and high end that map to 0 and 1; values outside are clipped.
  public var range: [Real]?
  /// Whether a numeric column gets a second input that is 1 where the value is missing.
  public var missingIndicator: Bool?
  /// The values of a categorical column, one input each.
  public var values: [String]?
  /// What a hospital writes where a value is missing, beside an empty cell and the like.
  public var missingValues: [String]?
  /// The unit of a numeric column, for people to compare; nothing is converted.
  public var unit: String?

  /// Numeric columns.
  public init(
    columns: [String], low: Real, high: Real, missingIndicator: Bool,
    missingValues: [String]? = nil, unit: String? = nil
  ) {
    self.columns = columns
    self.range = [low, high]
    self.missingIndicator = missingIndicator
    self.missingValues = missingValues
    self.unit = unit
  }

  /// Categorical columns.
  public init(columns: [String], values: [String], missingValues: [String]? = nil) {
    self.columns = columns
    self.values = values
    self.missingValues = missingValues
  }

  /// A numeric column.
  public init(column: String, low: Real, high: Real, missingIndicator: Bool) {
    self.init(columns: [column], low: low, high: high, missingIndicator: missingIndicator)
  }

  /// A categorical column.
  public init(column: String, values: [String]) {
    self.init(columns: [column], values: values)
  }

  /// Whether it holds numbers.
  public var isNumeric: Bool { values == nil }

  /// Inputs that each of its columns becomes.
  public var widthOfColumn: Int { values?.count ?? (missingIndicator == true ? 2 : 1) }

  /// Inputs that all its columns become.
  public var width: Int { columns.count * widthOfColumn }

  /// What each of them is called: `age`, `age missing`, `pain=3`.
  public var inputNames: [String] {
    columns.flatMap { column in
      if let values { return values.map { "\(column)=\($0)" } }
      return missingIndicator == true ? [column, "\(column) missing"] : [column]
    }
  }
}
