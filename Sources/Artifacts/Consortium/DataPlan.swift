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

  /// Whether it says how data name patients: images do it in a file beside them.
  public var namesPatients: Bool { table.map { $0.patient != nil } ?? true }

  /// Whether an example has any number of the classes, each a label by itself.
  public var isMultiLabel: Bool { images?.labels == .columns }

  /// The shape of one example: [1, side, side] or [features].
  public var shape: [Int] {
    if let images { return [1, images.side, images.side] }
    return [table?.width ?? 0]
  }
}
