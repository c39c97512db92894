/// The discrete Gaussian N_Z(0, s^2): the integer x with probability proportional to
/// exp(-x^2 / (2 s^2)).
///
/// The sampler is exact: integers and random bits only, no floating point, so the proof of privacy
/// holds for the program and not only for real numbers (Mironov 2012 shows how the usual Gaussian
/// in doubles is broken). Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential
/// Privacy", 2020, algorithms 1 to 3, with proposals of scale t = 2^j near s. The variance is a
/// multiple of t, s^2 = e t, so every probability is a ratio of integers of 64 bits. The running
/// time depends on the noise that is rejected, not on data.
///
/// The bits that a draw takes, and their order, are part of the protocol (docs/protocol.md,
/// section 5): layers of noise are drawn from shared seeds, and everybody has to draw the same.
///
/// The sum of n such draws equals N_Z(0, n s^2) up to a term below 10^-17000 for s = 2^16
/// (Kairouz, Liu and Steinke 2021), so n hospitals' shares count as one Gaussian.
public struct DiscreteGaussian: Hashable, Sendable {
  /// The scales of plans that the sampler takes.
  public static let log2Scales = 0...24

  /// j: proposals are a discrete Laplace of scale t = 2^j, with s / sqrt(2) < t <= s sqrt(2).
  @usableFromInline let log2Proposal: Int
  /// e: the variance over t.
  @usableFromInline let ratio: UInt64

  /// s^2, in squares of grid steps.
  public var variance: Int64 { Int64(ratio << UInt64(log2Proposal)) }

  /// Takes the scale of a plan; the scale of every ``IntegerGrid`` is one of these.
  ///
  /// - Parameter log2Scale: k, s = 2^k; 16 with the ring Z_2^32, 20 with Z_2^64.
  /// - Throws: `invalidScale` outside ``log2Scales``.
  public init(log2Scale: Int) throws(DifferentialPrivacyError) {
    guard Self.log2Scales.contains(log2Scale) else {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise scale 2^\(log2Scale) is outside 2^0 to 2^24",
        remedy: "use 2^16 with the 32-bit ring, 2^20 with the 64-bit ring")
    }
    log2Proposal = log2Scale
    ratio = 1 << UInt64(log2Scale)
  }

  /// Takes a variance.
  ///
  /// - Parameter variance: s^2, from 1 to 2^48, a multiple of t.
  /// - Throws: `invalidScale` for another.
  public init(variance: Int64) throws(DifferentialPrivacyError) {
    let bits = UInt64(bitPattern: variance)
    let log2Proposal = variance >= 1 ? (64 - bits.leadingZeroBitCount) / 2 : 0
    guard (1...1 << 48).contains(variance), bits.trailingZeroBitCount >= log2Proposal else {
      throw DifferentialPrivacyError(
        .invalidScale, "the sampler does not take noise of variance \(variance)",
        remedy: "report this: the variances of a round follow from its plan")
    }
    self.log2Proposal = log2Proposal
    ratio = bits >> UInt64(log2Proposal)
  }

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

  /// Writes independent draws as words, modulo 2^w in two's complement, little endian.
  @inlinable
  public func fill<Word: FixedWidthInteger>(
    _ words: UnsafeMutableBufferPointer<Word>, using rng: inout some RandomNumberGenerator
  ) {
    var bits = RandomBits()
    for index in words.indices {
      words[index] = Word(truncatingIfNeeded: sample(&bits, using: &rng)).littleEndian
    }
  }

  @inlinable
  func sample(_ bits: inout RandomBits, using rng: inout some RandomNumberGenerator) -> Int64 {
    let j = log2Proposal
    while true {
      // A discrete Laplace draw of scale t: |X| = U + t V, with an independent sign.
      let u = bits.next(j, using: &rng)
      guard bits.bernoulliExp(minus: u, width: j, using: &rng) else { continue }
      var v: UInt64 = 0
      while bits.bernoulliExpMinusOne(using: &rng) { v &+= 1 }
      let negative = bits.next(1, using: &rng) == 1
      let x = u &+ (v &<< UInt64(j))
      if negative && x == 0 { continue }
      // Kept with probability exp(-gamma), gamma = (|X| - s^2 / t)^2 / (2 s^2).
      guard accept(x, &bits, using: &rng) else { continue }
      return negative ? -Int64(x) : Int64(x)
    }
  }

  @inlinable
  func accept(
    _ x: UInt64, _ bits: inout RandomBits, using rng: inout some RandomNumberGenerator
  ) -> Bool {
    let distance = x > ratio ? x &- ratio : ratio &- x
    // The square in 128 bits: exact for every X, however improbable.
    var square = distance.multipliedFullWidth(by: distance)
    // 2 s^2 = e 2^(j+1)
    let width = log2Proposal &+ 1
    let modulus = ratio &<< UInt64(width)
    while square.high > 0 || square.low >= modulus {
      guard bits.bernoulliExpMinusOne(using: &rng) else { return false }
      if square.low < modulus { square.high &-= 1 }
      square.low &-= modulus
    }
    return bits.bernoulliExp(minus: square.low, of: ratio, width: width, using: &rng)
  }
}
