/// Cuts the 64-bit words of a generator into single bits and short numbers, wasting none.
///
/// It holds random bits that will become noise: keep it local and let it go out of scope.
@usableFromInline
struct RandomBits {
  @usableFromInline var word: UInt64 = 0
  @usableFromInline var count = 0

  @inlinable
  init() {}

  /// The next `width` bits as a number, 0 to 63 of them.
  @inlinable
  mutating func next(_ width: Int, using rng: inout some RandomNumberGenerator) -> UInt64 {
    let mask: UInt64 = (1 &<< UInt64(width)) &- 1
    if width <= count {
      let bits = word & mask
      word &>>= UInt64(width)
      count &-= width
      return bits
    }
    // The bits above `count` in `word` are zero, so the fresh word goes on top of the rest.
    let fresh: UInt64 = rng.next()
    let bits = (word | (fresh &<< UInt64(count))) & mask
    let used = width &- count
    word = fresh &>> UInt64(used)
    count = 64 &- used
    return bits
  }

  /// Whether a uniform draw from `n` values is the first of them: true with probability 1/n.
  @inlinable
  mutating func oneIn(_ n: Int, using rng: inout some RandomNumberGenerator) -> Bool {
    uniform(below: UInt64(n), using: &rng) == 0
  }

  /// True with probability exp(-p), p = `numerator` / 2^`width` < 1.
  ///
  /// The series of exp(-p) as a game (Forsythe; Canonne, Kamath and Steinke 2020, algorithm 1): go
  /// on to K + 1 with probability p/K; the K at which it ends is odd with probability exp(-p).
  /// p/K is drawn as p and 1/K, which keeps every probability a ratio of small integers.
  @inlinable
  mutating func bernoulliExp(
    minus numerator: UInt64, width: Int, using rng: inout some RandomNumberGenerator
  ) -> Bool {
    guard next(width, using: &rng) < numerator else { return true }
    var k = 2
    while oneIn(k, using: &rng), next(width, using: &rng) < numerator { k &+= 1 }
    return k & 1 == 1
  }

  /// True with probability exp(-p), p = `numerator` / (`ratio` 2^`width`) < 1: the same game.
  @inlinable
  mutating func bernoulliExp(
    minus numerator: UInt64, of ratio: UInt64, width: Int,
    using rng: inout some RandomNumberGenerator
  ) -> Bool {
    guard isBelow(numerator, of: ratio, width: width, using: &rng) else { return true }
    var k = 2
    while oneIn(k, using: &rng), isBelow(numerator, of: ratio, width: width, using: &rng) {
      k &+= 1
    }
    return k & 1 == 1
  }

  /// Whether a uniform draw below `ratio` 2^`width` is below a number: its upper part decides but
  /// where it is equal.
  @inlinable
  mutating func isBelow(
    _ number: UInt64, of ratio: UInt64, width: Int, using rng: inout some RandomNumberGenerator
  ) -> Bool {
    let upper = number &>> UInt64(width)
    let draw = uniform(below: ratio, using: &rng)
    guard draw == upper else { return draw < upper }
    return next(width, using: &rng) < number & ((1 &<< UInt64(width)) &- 1)
  }

  /// A uniform draw from 0 to n - 1.
  @inlinable
  mutating func uniform(below n: UInt64, using rng: inout some RandomNumberGenerator) -> UInt64 {
    let width = 64 &- (n &- 1).leadingZeroBitCount
    while true {
      let value = next(width, using: &rng)
      if value < n { return value }
    }
  }

  /// True with probability exp(-1): the game of ``bernoulliExp(minus:width:using:)`` with p = 1.
  ///
  /// Its draws for K = 2 to 5 are taken together as one uniform draw from 5! = 120. Of those 60 end
  /// at K = 2, 40 at 3, 15 at 4, 4 at 5, and one goes on; the odd ends are the successes.
  @inlinable
  mutating func bernoulliExpMinusOne(using rng: inout some RandomNumberGenerator) -> Bool {
    while true {
      let draw = next(7, using: &rng)
      if draw < 75 { return false }
      if draw < 119 { return true }
      if draw == 119 { break }
    }
    var k = 6
    while oneIn(k, using: &rng) { k &+= 1 }
    return k & 1 == 1
  }
}
