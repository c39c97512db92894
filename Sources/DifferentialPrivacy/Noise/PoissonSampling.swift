/// Poisson sampling: every record enters a round with probability q, independently of all others.
///
/// A record is in if a fresh 64-bit word is below floor(q 2^64), so the probability that is really
/// used is a multiple of 2^-64: that threshold goes into the ledger, not the q that somebody typed.
/// Each hospital draws alone, and the size of its sample stays secret: divide by the public
/// constant q * N_nominal, never by the real batch.
public struct PoissonSampling: Hashable, Sendable {
  /// The largest word that lets a record in: the threshold less one, so that q = 1 fits as well.
  @usableFromInline let lastWord: UInt64

  /// Takes the sampling rate of a plan.
  ///
  /// - Parameter rate: q in (0, 1].
  /// - Throws: `invalidSamplingRate` outside of that, or below 2^-64.
  public init(rate: Double) throws(DifferentialPrivacyError) {
    guard rate > 0, rate <= 1 else { throw Self.invalid }
    // Exact: the product only moves the exponent, and the integer conversion is a floor.
    let threshold = rate * 0x1p64
    guard threshold >= 1 else { throw Self.invalid }
    lastWord = threshold == 0x1p64 ? .max : UInt64(threshold) - 1
  }

  /// No sampling: every record is in.
  public static let everyRecord = PoissonSampling()

  private init() { lastWord = .max }

  /// Reads a threshold as ``threshold`` writes it.
  ///
  /// - Parameter threshold: 17 lower-case hexadecimal digits, from 1 to 2^64.
  /// - Throws: `invalidSamplingRate` for any other text.
  public init(threshold: String) throws(DifferentialPrivacyError) {
    guard threshold.utf8.count == 17,
      threshold.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let head = threshold.first, let low = UInt64(threshold.dropFirst(), radix: 16),
      head == "0" ? low > 0 : (head == "1" && low == 0)
    else { throw Self.invalid }
    lastWord = low &- 1
  }

  /// The threshold floor(q 2^64), 1 to 2^64, as 17 lower-case hexadecimal digits: JSON readers
  /// agree on integers up to 2^53 only.
  public var threshold: String {
    if lastWord == .max { return "1" + String(repeating: "0", count: 16) }
    let digits = String(lastWord + 1, radix: 16)
    return String(repeating: "0", count: 17 - digits.count) + digits
  }

  /// The probability, rounded up where a double cannot hold it: what the accountant charges.
  public var rate: Double {
    if lastWord == .max { return 1 }
    let exact = lastWord + 1
    let nearest = Double(exact)
    let isBelow = UInt64(exactly: nearest).map { $0 < exact } ?? false
    return min(1, (isBelow ? nearest.nextUp : nearest) * 0x1p-64)
  }

  /// Draws one round's sample.
  ///
  /// - Parameters:
  ///   - count: How many records there are.
  ///   - rng: Must be cryptographically secure: the accountant counts on the sample being secret.
  /// - Returns: The indices below `count` of the records that are in, ascending; perhaps none.
  @inlinable
  public func sample(count: Int, using rng: inout some RandomNumberGenerator) -> [Int] {
    var indices: [Int] = []
    for index in 0..<max(0, count) where rng.next() <= lastWord { indices.append(index) }
    return indices
  }

  private static let invalid = DifferentialPrivacyError(
    .invalidSamplingRate, "the sampling rate is not a probability above 0 and at most 1",
    remedy: "set the plan's sampling rate, for instance 0.01")
}

extension PoissonSampling: Codable {
  /// Reads the threshold, a hexadecimal string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(DifferentialPrivacyError) {
      try self.init(threshold: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes the threshold, a hexadecimal string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(threshold)
  }
}
