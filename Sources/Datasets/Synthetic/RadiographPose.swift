/// How the patient stands before the detector: size, tilt and shift.
struct RadiographPose {
  let scaleX: Float
  let scaleY: Float
  let tilt: Float
  let shiftX: Float
  let shiftY: Float

  /// Draws a pose.
  init(using generator: inout SeededGenerator) {
    scaleX = generator.uniform(0.82, 1.0)
    scaleY = generator.uniform(0.82, 1.0)
    tilt = generator.uniform(-0.08, 0.08)
    shiftX = generator.uniform(-0.08, 0.08)
    shiftY = generator.uniform(-0.08, 0.08)
  }

  /// From the picture, [-1, 1] each way, to the body. The tilt is a shear: no sine needed.
  @inline(__always)
  func body(u: Float, v: Float) -> (Float, Float) {
    let y = (v - shiftY) / scaleY
    return ((u - shiftX) / scaleX - tilt * y, y)
  }

  /// From the body to the picture.
  func picture(x: Float, y: Float) -> (Float, Float) {
    ((x + tilt * y) * scaleX + shiftX, y * scaleY + shiftY)
  }

  /// No length of the body is longer than this times itself in the picture.
  var largestScale: Float { max(scaleX, scaleY) * 1.1 }
}
