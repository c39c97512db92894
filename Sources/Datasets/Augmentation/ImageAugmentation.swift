/// Which changes of an image are drawn.
public struct ImageAugmentation: Equatable, Sendable {
  /// The most that an image is moved, each way along each side, as a share of the side.
  public var shift: Float
  /// The most that it is turned, each way, in degrees.
  public var rotate: Float
  /// The most that its contrast changes, as a share.
  public var contrast: Float
  /// Whether every second one is mirrored.
  public var flip: Bool

  /// Makes a choice.
  public init(shift: Float, rotate: Float, contrast: Float, flip: Bool) {
    self.shift = shift
    self.rotate = rotate
    self.contrast = contrast
    self.flip = flip
  }

  /// Draws one change, uniform in all ranges and independent in each.
  public func draw(using generator: inout some RandomNumberGenerator) -> ImageTransform {
    func uniform(_ most: Float) -> Float {
      // Whole 24-bit numbers: the same draws, however many ranges are empty.
      most * (Float(generator.next() >> 40) * 0x1p-23 - 1)
    }
    let (x, y, angle) = (uniform(shift), uniform(shift), uniform(rotate))
    let gain = 1 + uniform(contrast)
    let isMirrored = generator.next() >> 63 == 1
    return ImageTransform(
      shift: (x, y), angle: angle, contrast: gain, isMirrored: flip && isMirrored)
  }
}
