/// The discrete Gaussian N_Z(0, s^2) with s = 2^k: the integer x with probability proportional to
/// exp(-x^2 / (2 s^2)).
///
/// The sampler is exact: integers and random bits only, no floating point, so the proof of privacy
/// holds for the program and not only for real numbers (Mironov 2012 shows how the usual Gaussian
/// in doubles is broken). Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential
/// Privacy", 2020, algorithms 1 to 3; because s is a power of two every probability in them is a
/// dyadic rational or 1/K. The running time depends on the noise that is rejected, not on data.
///
/// The sum of n such draws equals N_Z(0, n s^2) up to a term below 10^-17000 for s = 2^16
/// (Kairouz, Liu and Steinke 2021), so n hospitals' shares count as one Gaussian.
public struct DiscreteGaussian: Hashable, Sendable {
  /// The scales that the sampler takes.
  public static let log2Scales = 0...24

  /// k: the standard deviation is 2^k grid steps.
  public let log2Scale: Int

  /// Takes the scale of a plan; the scale of every ``IntegerGrid`` is one of these.
  ///
  /// - Parameter log2Scale: k; 16 with the ring Z_2^32, 20 with Z_2^64.
  /// - Throws: `invalidScale` outside ``log2Scales``.
  public init(log2Scale: Int) throws(DifferentialPrivacyError) {
    guard Self.log2Scales.contains(log2Scale) else {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise scale 2^\(log2Scale) is outside 2^0 to 2^24",
        remedy: "use 2^16 with the 32-bit ring, 2^20 with the 64-bit ring")
    }
    self.log2Scale = log2Scale
  }

  /// The noise of a grid.
  public init(_ grid: IntegerGrid) { log2Scale = grid.log2Scale }

  /// One draw.
  ///
  /// - Parameter rng: Must be cryptographically secure where the draw protects anybody.
  @inlinable
  public func sample(using rng: inout some RandomNumberGenerator) -> Int64 {
    var bits = RandomBits()
    return sample(&bits, using: &rng)
  }

  /// Adds an independent draw to each coordinate, in place; about 60 ns a coordinate.
  ///
  /// - Parameters:
  ///   - values: Integer sums in grid steps, after the headroom check of ``IntegerGrid``.
  ///   - rng: Must be cryptographically secure.
  @inlinable
  public func add(to values: inout [Int64], using rng: inout some RandomNumberGenerator) {
    values.withUnsafeMutableBufferPointer { add(to: $0, using: &rng) }
  }

  /// Adds an independent draw to each coordinate of a buffer.
  @inlinable
  public func add(
    to values: UnsafeMutableBufferPointer<Int64>, using rng: inout some RandomNumberGenerator
  ) {
    var bits = RandomBits()
    for index in values.indices { values[index] += sample(&bits, using: &rng) }
  }

  @inlinable
  func sample(_ bits: inout RandomBits, using rng: inout some RandomNumberGenerator) -> Int64 {
    let k = log2Scale
    while true {
      // A discrete Laplace draw of scale s: |X| = U + s V, with an independent sign.
      let u = bits.next(k, using: &rng)
      guard bits.bernoulliExp(minus: u, width: k, using: &rng) else { continue }
      var v: UInt64 = 0
      while bits.bernoulliExpMinusOne(using: &rng) { v &+= 1 }
      let negative = bits.next(1, using: &rng) == 1
      let x = u &+ (v &<< UInt64(k))
      if negative && x == 0 { continue }
      // Kept with probability exp(-gamma), gamma = (|X| - s)^2 / (2 s^2).
      guard accept(x, &bits, using: &rng) else { continue }
      return negative ? -Int64(x) : Int64(x)
    }
  }

  @inlinable
  func accept(
    _ x: UInt64, _ bits: inout RandomBits, using rng: inout some RandomNumberGenerator
  ) -> Bool {
    let scale: UInt64 = 1 &<< UInt64(log2Scale)
    let distance = x > scale ? x &- scale : scale &- x
    // The square in 128 bits: exact for every X, however improbable.
    let square = distance.multipliedFullWidth(by: distance)
    let width = 2 &* log2Scale &+ 1
    var whole =
      (square.high &<< UInt64(64 &- width)) | (square.low &>> UInt64(width))
    while whole > 0 {
      guard bits.bernoulliExpMinusOne(using: &rng) else { return false }
      whole &-= 1
    }
    let fraction = square.low & ((1 &<< UInt64(width)) &- 1)
    return bits.bernoulliExp(minus: fraction, width: width, using: &rng)
  }
}
