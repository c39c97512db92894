/// Grey images of one size.
public struct ImagePlan: Codable, Hashable, Sendable {
  /// Width and height in pixels after area averaging.
  public var side: Int
  /// Where their labels stand; nil is in the names of the folders.
  public var labels: ImageLabels?
  /// How they are changed at random for training; nil where they are not.
  public var augmentation: AugmentationPlan?

  /// Describes images of a side.
  public init(
    side: Int, labels: ImageLabels? = nil, augmentation: AugmentationPlan? = nil
  ) {
    self.side = side
    self.labels = labels
    self.augmentation = augmentation
  }
}
