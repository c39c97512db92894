import ModelUpdate

/// Rows of a CSV file with a header.
public struct TablePlan: Codable, Hashable, Sendable {
  /// The column that holds the class.
  public var label: String
  /// The features in the order of the model's inputs.
  public var features: [TableFeature]
  /// The column that names the patient of each row, if there is one.
  public var patient: String?
  /// The share of records above which a column that is missing in them is left out by everybody, as
  /// the census finds it; above 0 and below 1.
  public var mostMissing: Real?

  /// Describes a table.
  public init(
    label: String, features: [TableFeature], patient: String? = nil, mostMissing: Real? = nil
  ) {
    self.label = label
    self.features = features
    self.patient = patient
    self.mostMissing = mostMissing
  }

  /// Inputs per row.
  public var width: Int { features.reduce(0) { $0 + $1.width } }
}
