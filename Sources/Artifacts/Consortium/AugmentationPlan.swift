import ModelUpdate

/// How images are changed at random each time they enter a round, so that a model sees more than
/// the few there are. What is drawn stays in the hospital.
public struct AugmentationPlan: Codable, Hashable, Sendable {
  /// The most that an image is moved, each way along each side, as a share of the side.
  public var shift: Real
  /// The most that it is turned, each way, in degrees.
  public var rotate: Real
  /// The most that its contrast changes, as a share: 0.2 is from 0.8 to 1.2 times.
  public var contrast: Real
  /// Whether every second one is mirrored, left to right.
  public var flip: Bool

  /// Describes changes.
  public init(shift: Real, rotate: Real, contrast: Real, flip: Bool) {
    self.shift = shift
    self.rotate = rotate
    self.contrast = contrast
    self.flip = flip
  }
}
