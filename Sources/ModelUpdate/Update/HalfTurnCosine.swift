/// `cos(pi x)` from sums and products alone: a library's cosine may differ in its last bit between
/// machines, and the model's bits follow from it.
enum HalfTurnCosine {
  /// The cosine of `x` half turns, within 2^-50 of the true value.
  ///
  /// - Parameter x: from 0 to 1.
  static func at(_ x: Double) -> Double {
    // The series is used up to a quarter turn, where its terms fall fast.
    x > 0.5 ? -series(Double.pi * (1 - x)) : series(Double.pi * x)
  }

  /// The Taylor series up to the power 24; what is left out is below 2^-70.
  private static func series(_ angle: Double) -> Double {
    let square = angle * angle
    var sum = 1.0
    for power in stride(from: 24, to: 0, by: -2) {
      sum = 1 - sum * (square / Double(power * (power - 1)))
    }
    return sum
  }
}
