import ModelUpdate

/// One column: numeric with a public range, or categorical with public values.
///
/// Ranges and values are part of the plan and not read from the data: what is learned from data
/// would be a release of its own.
public struct TableFeature: Codable, Hashable, Sendable {
  /// The column's name in the header.
  public var column: String
  /// Low and high end that map to 0 and 1; values outside are clipped.
  public var range: [Real]?
  /// Whether a numeric column gets a second input that is 1 where the value is missing.
  public var missingIndicator: Bool?
  /// The values of a categorical column, one input each.
  public var values: [String]?

  /// A numeric column.
  public init(column: String, low: Real, high: Real, missingIndicator: Bool) {
    self.column = column
    self.range = [low, high]
    self.missingIndicator = missingIndicator
    self.values = nil
  }

  /// A categorical column.
  public init(column: String, values: [String]) {
    self.column = column
    self.range = nil
    self.missingIndicator = nil
    self.values = values
  }

  /// Inputs that this column becomes.
  public var width: Int { values?.count ?? (missingIndicator == true ? 2 : 1) }

  /// What each of them is called: `age`, `age missing`, `pain=3`.
  public var inputNames: [String] {
    if let values { return values.map { "\(column)=\($0)" } }
    return missingIndicator == true ? [column, "\(column) missing"] : [column]
  }
}
