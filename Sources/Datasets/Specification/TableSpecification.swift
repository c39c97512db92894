/// Which columns of a table the plan trains on, and how.
public struct TableSpecification: Codable, Equatable, Sendable {
  /// The column that holds the class.
  public var labelColumn: String
  /// The values of that column, in the order of the labels.
  public var classes: [String]
  /// The columns that become inputs, in this order.
  public var features: [TableFeature]
  /// The column that names the patient, if rows of one patient belong together.
  public var patientColumn: String?

  /// Makes a specification.
  public init(
    labelColumn: String, classes: [String], features: [TableFeature], patientColumn: String? = nil
  ) {
    self.labelColumn = labelColumn
    self.classes = classes
    self.features = features
    self.patientColumn = patientColumn
  }

  /// What each input is called, in order.
  public var inputNames: [String] { features.flatMap(\.inputNames) }

  /// The shape of one example: [features].
  public var shape: [Int] { [inputNames.count] }

  /// Checks that it makes sense.
  ///
  /// - Throws: `.badSpecification`, naming the feature.
  public func validate() throws(DataError) {
    guard classes.count >= 2, Set(classes.map(TableCell.key)).count == classes.count else {
      throw DataError(
        .badSpecification, "at least two different classes are needed",
        remedy: "list the values of the column '\(labelColumn)' once each")
    }
    guard !features.isEmpty else {
      throw DataError(
        .badSpecification, "no features are stated", remedy: "list the columns to train on")
    }
    guard patientColumn != labelColumn else {
      throw DataError(
        .badSpecification, "the column '\(labelColumn)' is both the label and the patient",
        remedy: "name the column of the patients, or none")
    }
    var seen: Set<String> = [labelColumn]
    if let patientColumn { seen.insert(patientColumn) }
    for feature in features {
      guard seen.insert(feature.name).inserted else {
        throw DataError(
          .badSpecification, "feature '\(feature.name)' is the label, the patient or stated twice",
          remedy: "list each column once")
      }
      try feature.validate()
    }
  }
}
