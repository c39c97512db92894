/// Rows of a CSV file with a header.
public struct TablePlan: Codable, Hashable, Sendable {
  /// The column that holds the class.
  public var label: String
  /// The features in the order of the model's inputs.
  public var features: [TableFeature]

  /// Describes a table.
  public init(label: String, features: [TableFeature]) {
    self.label = label
    self.features = features
  }

  /// Inputs per row.
  public var width: Int { features.reduce(0) { $0 + $1.width } }
}
