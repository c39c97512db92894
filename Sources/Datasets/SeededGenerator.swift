/// A reproducible stream of numbers: xoshiro256** (Blackman and Vigna 2018), seeded by SplitMix64.
///
/// The same seed gives the same numbers on every machine and in every version, which the
/// standard library promises for none of its own shuffles. **Not for secrets**: whoever sees a
/// few outputs knows all others. Keys, masks and privacy noise come from libsodium.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the stream of a seed.
  ///
  /// - Parameters:
  ///   - seed: Any number.
  ///   - stream: Which of the seed's independent streams, for instance the number of an image.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var mixed = SeededGenerator.mix(seed) ^ SeededGenerator.mix(stream &+ 0xD1B5_4A32_D192_ED03)
    func step() -> UInt64 {
      mixed &+= 0x9E37_79B9_7F4A_7C15
      return SeededGenerator.mix(mixed)
    }
    state = (step(), step(), step(), step())
  }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 { advance() }

  /// A whole number in `0 ..< bound`, each equally likely.
  ///
  /// Lemire's method with rejection, written out so that it never changes.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "the bound is positive")
    let bound = UInt64(bound)
    var product = advance().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = advance().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A number in [0, 1) of 53 random bits.
  public mutating func unit() -> Double { Double(advance() >> 11) * 0x1p-53 }

  /// A number in [low, high).
  mutating func uniform(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * Float(advance() >> 40) * 0x1p-24
  }

  /// The elements in random order (Fisher and Yates).
  public mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
    var result = Array(elements)
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(last, below(last + 1))
    }
    return result
  }

  @usableFromInline
  mutating func advance() -> UInt64 {
    let scrambled = state.1 &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// The finaliser of SplitMix64.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
