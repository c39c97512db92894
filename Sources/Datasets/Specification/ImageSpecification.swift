/// Which images the plan trains on: the part of a plan that every hospital reads alike.
public struct ImageSpecification: Codable, Equatable, Sendable {
  /// The classes, in the order of the labels. Folders are matched to them by `ClassNames`.
  public var classes: [String]
  /// Pixels on each side of the square that every image is averaged to.
  public var side: Int
  /// Where the labels stand; nil is in the names of the folders.
  public var labels: LabelSource?

  /// Makes a specification.
  public init(classes: [String], side: Int, labels: LabelSource? = nil) {
    self.classes = classes
    self.side = side
    self.labels = labels
  }

  /// The shape of one example: [channels, height, width].
  public var shape: [Int] { [1, side, side] }

  /// Checks that it makes sense.
  ///
  /// - Throws: `.badSpecification` if there are fewer than two classes, two of them mean the
  ///   same folder, or the side is not in 8 ... 1024.
  public func validate() throws(DataError) {
    try ClassNames.validate(classes)
    guard (8...1024).contains(side) else {
      throw DataError(
        .badSpecification, "side \(side): an image has 8 to 1024 pixels on each side",
        remedy: "choose 32, 64 or 128")
    }
  }
}
