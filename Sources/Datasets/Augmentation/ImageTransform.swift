import Foundation

/// One change of an image: mirrored, turned about the centre, moved, and its contrast changed.
public struct ImageTransform: Sendable {
  /// How far it moves to the right and down, as a share of the side.
  public let shift: (x: Float, y: Float)
  /// How far it turns clockwise, in degrees.
  public let angle: Float
  /// What each difference from the image's mean is multiplied by.
  public let contrast: Float
  /// Whether it is mirrored, left to right.
  public let isMirrored: Bool

  /// Makes a change.
  public init(shift: (x: Float, y: Float), angle: Float, contrast: Float, isMirrored: Bool) {
    self.shift = shift
    self.angle = angle
    self.contrast = contrast
    self.isMirrored = isMirrored
  }

  /// Changes a square image with values in [0, 1], read between its pixels by bilinear
  /// interpolation; outside, the nearest pixel of the edge is read. The time it takes does not
  /// depend on what was drawn.
  ///
  /// - Parameters:
  ///   - source: `side` x `side` values, row by row.
  ///   - target: as many, overwritten; must not be the source.
  public func apply(
    _ source: UnsafePointer<Float>, side: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let radians = angle * .pi / 180
    let (cosine, sine) = (cos(radians), sin(radians))
    let centre = Float(side - 1) / 2
    let last = Float(side - 1)
    var sum: Float = 0
    for y in 0..<side {
      for x in 0..<side {
        // Backwards: where does this pixel come from?
        let movedX = Float(x) - centre - shift.x * Float(side)
        let movedY = Float(y) - centre - shift.y * Float(side)
        let turnedX = cosine * movedX + sine * movedY
        let fromX = min(last, max(0, (isMirrored ? -turnedX : turnedX) + centre))
        let fromY = min(last, max(0, cosine * movedY - sine * movedX + centre))
        let value = Self.interpolated(source, side: side, fromX, fromY)
        target[y * side + x] = value
        sum += value
      }
    }
    let mean = sum / Float(side * side)
    for i in 0..<side * side {
      target[i] = min(1, max(0, mean + (target[i] - mean) * contrast))
    }
  }

  private static func interpolated(
    _ source: UnsafePointer<Float>, side: Int, _ x: Float, _ y: Float
  ) -> Float {
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, side - 1), min(top + 1, side - 1))
    let (partX, partY) = (x - Float(left), y - Float(top))
    let upper = source[top * side + left] * (1 - partX) + source[top * side + right] * partX
    let lower = source[bottom * side + left] * (1 - partX) + source[bottom * side + right] * partX
    return upper * (1 - partY) + lower * partY
  }
}
