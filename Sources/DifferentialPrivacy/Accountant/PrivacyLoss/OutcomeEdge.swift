import Glibc

/// An edge between two cells of outcomes, with the normal tails that give the cells' masses.
struct OutcomeEdge {
  private let first: Tail
  private let second: Tail

  /// An edge at outcome x; infinities are allowed.
  init(_ x: Double, noiseMultiplier z: Double) {
    first = Tail(x / z)
    second = Tail((x - 1) / z)
  }

  /// Mass of N(0, z^2) from here to a higher edge, and a bound on its rounding error.
  func withoutRecord(to higher: OutcomeEdge) -> (mass: Double, error: Double) {
    first.mass(to: higher.first)
  }

  /// Mass of N(1, z^2) from here to a higher edge, and a bound on its rounding error.
  func withRecord(to higher: OutcomeEdge) -> (mass: Double, error: Double) {
    second.mass(to: higher.second)
  }

  /// The lesser tail of the standard normal at v.
  private struct Tail {
    let isUpper: Bool
    let value: Double
    /// erfc is right to a few units of 2^-53; an error of its argument counts v^2 times.
    let error: Double

    init(_ v: Double) {
      isUpper = v >= 0
      value = erfc(abs(v) * 0.5.squareRoot()) / 2
      error = value > 0 ? value * 0x1p-53 * (16 + 4 * v * v) : 0
    }

    func mass(to higher: Tail) -> (mass: Double, error: Double) {
      let error = error + higher.error
      if isUpper { return (max(0, value - higher.value), error) }
      if !higher.isUpper { return (max(0, higher.value - value), error) }
      return (max(0, 1 - value - higher.value), error + 0x1p-52)
    }
  }
}
