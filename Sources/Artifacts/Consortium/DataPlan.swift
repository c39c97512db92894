import ModelUpdate

/// What an example is: exactly one of images or table rows.
public struct DataPlan: Codable, Hashable, Sendable {
  /// The classes in the order of the model's outputs.
  public var classes: [String]
  /// Grey images in class folders, area-averaged to a square.
  public var images: ImagePlan?
  /// Rows of a CSV file.
  public var table: TablePlan?

  /// Describes images.
  public init(classes: [String], images: ImagePlan) {
    self.classes = classes
    self.images = images
    self.table = nil
  }

  /// Describes table rows.
  public init(classes: [String], table: TablePlan) {
    self.classes = classes
    self.images = nil
    self.table = table
  }

  /// The shape of one example: [1, side, side] or [features].
  public var shape: [Int] {
    if let images { return [1, images.side, images.side] }
    return [table?.width ?? 0]
  }
}

/// Grey images of one size.
public struct ImagePlan: Codable, Hashable, Sendable {
  /// Width and height in pixels after area averaging.
  public var side: Int

  /// Describes images of a side.
  public init(side: Int) { self.side = side }
}

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
}
