/// The maxima of a row of 2 x 2 squares, four squares at a time: the compiler makes no vectors of it
/// by itself, because neighbours in memory belong to one square.
enum PairPool {
  private typealias Squares = SIMD4<Float>

  /// Writes the maximum of each square of two rows.
  static func forward(
    _ above: UnsafePointer<Float>, below: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, count: Int
  ) {
    var x = 0
    while x + Squares.scalarCount <= count {
      let ((a, b), (c, d)) = (split(above + 2 * x), split(below + 2 * x))
      store(larger(larger(a, b), larger(c, d)), at: target + x)
      x += Squares.scalarCount
    }
    while x < count {
      target[x] = max(
        max(above[2 * x], above[2 * x + 1]), max(below[2 * x], below[2 * x + 1]))
      x += 1
    }
  }

  /// Gives each square's delta to its maximum, of equal ones to the first; the others get 0.
  static func backward(
    _ above: UnsafePointer<Float>, below: UnsafePointer<Float>, delta: UnsafePointer<Float>,
    inputDelta: UnsafeMutablePointer<Float>, deltaBelow: UnsafeMutablePointer<Float>, count: Int
  ) {
    var x = 0
    while x + Squares.scalarCount <= count {
      let ((a, b), (c, d)) = (split(above + 2 * x), split(below + 2 * x))
      let best = larger(larger(a, b), larger(c, d))
      var rest = UnsafeRawPointer(delta + x).loadUnaligned(as: Squares.self)
      let (first, second) = (take(&rest, where: a .== best), take(&rest, where: b .== best))
      join(first, second, at: inputDelta + 2 * x)
      let third = take(&rest, where: c .== best)
      join(third, rest, at: deltaBelow + 2 * x)
      x += Squares.scalarCount
    }
    while x < count {
      let (a, b, c, d) = (above[2 * x], above[2 * x + 1], below[2 * x], below[2 * x + 1])
      let best = max(max(a, b), max(c, d))
      let winner = a == best ? 0 : b == best ? 1 : c == best ? 2 : 3
      for (index, place) in [inputDelta, inputDelta + 1, deltaBelow, deltaBelow + 1].enumerated() {
        place[2 * x] = index == winner ? delta[x] : 0
      }
      x += 1
    }
  }

  /// The larger of each two, as `max` has it.
  @inline(__always)
  private static func larger(_ left: Squares, _ right: Squares) -> Squares {
    left.replacing(with: right, where: right .>= left)
  }

  /// What is left goes where the mask says, and is gone then.
  @inline(__always)
  private static func take(_ rest: inout Squares, where mask: SIMDMask<SIMD4<Int32>>) -> Squares {
    let taken = Squares.zero.replacing(with: rest, where: mask)
    rest.replace(with: 0, where: mask)
    return taken
  }

  /// The left and the right numbers of four squares.
  @inline(__always)
  private static func split(_ row: UnsafePointer<Float>) -> (Squares, Squares) {
    let pairs = UnsafeRawPointer(row).loadUnaligned(as: SIMD8<Float>.self)
    return (pairs.evenHalf, pairs.oddHalf)
  }

  @inline(__always)
  private static func join(
    _ left: Squares, _ right: Squares, at row: UnsafeMutablePointer<Float>
  ) {
    let pairs = SIMD8<Float>(
      left[0], right[0], left[1], right[1], left[2], right[2], left[3], right[3])
    UnsafeMutableRawPointer(row).storeBytes(of: pairs, as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func store(_ squares: Squares, at target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: squares, as: Squares.self)
  }
}
