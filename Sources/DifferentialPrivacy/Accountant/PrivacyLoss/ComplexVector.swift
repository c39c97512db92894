/// Complex numbers, real and imaginary parts apart, so that loops over them vectorise.
struct ComplexVector {
  var real: [Double]
  var imaginary: [Double]

  /// `count` times the same real number.
  init(repeating value: Double, count: Int) {
    real = [Double](repeating: value, count: count)
    imaginary = [Double](repeating: 0, count: count)
  }

  /// Multiplies each element by the `exponent`-th power of `base`'s, by repeated squaring.
  ///
  /// Sums and products only: the same bits on every machine. A power T costs T - 1 roundings of a
  /// complex product at most, each below 3 units of 2^-53.
  mutating func multiply(byPower exponent: Int, of base: ComplexVector) {
    var base = base
    var exponent = exponent
    while exponent > 0 {
      if exponent & 1 == 1 { multiply(by: base) }
      exponent >>= 1
      if exponent > 0 { base.square() }
    }
  }

  private mutating func multiply(by other: ComplexVector) {
    for index in real.indices {
      let (a, b) = (real[index], imaginary[index])
      let (c, d) = (other.real[index], other.imaginary[index])
      real[index] = a * c - b * d
      imaginary[index] = a * d + b * c
    }
  }

  private mutating func square() {
    for index in real.indices {
      let (a, b) = (real[index], imaginary[index])
      real[index] = a * a - b * b
      imaginary[index] = 2 * a * b
    }
  }
}
