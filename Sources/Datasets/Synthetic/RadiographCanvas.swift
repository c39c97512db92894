/// A square of grey values being drawn on, in coordinates of the body.
///
/// x runs from -1 at the left edge of the chest to 1 at the right, y from -1 at the top to 1 at
/// the bottom; the pose maps pixels to them, so that one description of the anatomy serves every
/// shift, size and tilt. Only +, -, *, / and square root are used, which IEEE 754 fixes to the
/// last bit: the same picture everywhere.
struct RadiographCanvas {
  let side: Int
  let pose: RadiographPose
  /// Brightness, about 0 to 1, row after row.
  var values: [Float]

  init(side: Int, pose: RadiographPose) {
    self.side = side
    self.pose = pose
    values = [Float](repeating: 0, count: side * side)
  }

  /// Replaces every value by a function of place and value.
  @inline(__always)
  mutating func apply(_ body: (_ x: Float, _ y: Float, _ value: Float) -> Float) {
    let step = 2 / Float(side)
    values.withUnsafeMutableBufferPointer { values in
      for row in 0..<side {
        let v = (Float(row) + 0.5) * step - 1
        for column in 0..<side {
          let (x, y) = pose.body(u: (Float(column) + 0.5) * step - 1, v: v)
          values[row * side + column] = body(x, y, values[row * side + column])
        }
      }
    }
  }

  /// Adds a soft disc: full in the middle, falling smoothly to nothing at the rim.
  mutating func addBlob(_ blob: RadiographBlob) {
    let reach = max(blob.width, blob.height)
    apply(around: blob.x, blob.y, reach: reach) { x, y, value in
      let dx = (x - blob.x) / blob.width
      let dy = (y - blob.y) / blob.height
      return value + blob.weight * RadiographCanvas.bump(dx * dx + dy * dy)
    }
  }

  /// Adds a soft line between two points, `width` to each side.
  mutating func addLine(
    from start: (x: Float, y: Float), to end: (x: Float, y: Float), width: Float, weight: Float
  ) {
    let ax = end.x - start.x
    let ay = end.y - start.y
    let square = max(ax * ax + ay * ay, 1e-6)
    let reach = (square.squareRoot() / 2) + width
    apply(around: (start.x + end.x) / 2, (start.y + end.y) / 2, reach: reach) { x, y, value in
      let along = min(max(((x - start.x) * ax + (y - start.y) * ay) / square, 0), 1)
      let dx = x - start.x - along * ax
      let dy = y - start.y - along * ay
      return value + weight * RadiographCanvas.bump((dx * dx + dy * dy) / (width * width))
    }
  }

  /// (1 - d)^2 within the unit disc, of the squared distance d: a bell without an exponential.
  @inline(__always)
  static func bump(_ squaredDistance: Float) -> Float {
    let rest = max(1 - squaredDistance, 0)
    return rest * rest
  }

  /// Applies `body` to the pixels within `reach` of a point of the body, and a few more.
  @inline(__always)
  private mutating func apply(
    around x: Float, _ y: Float, reach: Float,
    _ body: (_ x: Float, _ y: Float, _ value: Float) -> Float
  ) {
    let half = Float(side) / 2
    let (u, v) = pose.picture(x: x, y: y)
    let radius = reach * pose.largestScale
    func range(_ centre: Float) -> Range<Int> {
      let low = min(max((centre - radius + 1) * half - 1, 0), Float(side))
      let high = min(max((centre + radius + 1) * half + 2, 0), Float(side))
      return Int(low)..<max(Int(low), Int(high))
    }
    let columns = range(u)
    let step = 2 / Float(side)
    values.withUnsafeMutableBufferPointer { values in
      for row in range(v) {
        let v = (Float(row) + 0.5) * step - 1
        for column in columns {
          let (x, y) = pose.body(u: (Float(column) + 0.5) * step - 1, v: v)
          values[row * side + column] = body(x, y, values[row * side + column])
        }
      }
    }
  }
}
