/// Room in the ring Z_2^w: nothing is ever clamped or wrapped silently.
extension IntegerGrid {
  /// How many standard deviations of the summed noise are kept free. A Gaussian leaves them with
  /// probability below 10^-32 per coordinate.
  private static let noiseDeviations = 12.0

  /// The most records that one round may sum, over all hospitals together.
  ///
  /// One record adds at most S to a coordinate; records * S has to stay below
  /// 2^(w-1) - 12 s sqrt(n).
  ///
  /// - Parameters:
  ///   - ringBits: w, 32 or 64.
  ///   - members: n, the noises in the sum.
  /// - Returns: 0 where not even one record fits.
  /// - Throws: `invalidRing`, or `invalidShares` for an impossible number of members.
  public func maximumRecords(
    ringBits: Int, members: Int
  ) throws(DifferentialPrivacyError) -> Int {
    guard ringBits == 32 || ringBits == 64 else { throw Self.invalidRing(ringBits) }
    guard members >= 1, members <= 1 << 20 else {
      throw DifferentialPrivacyError(
        .invalidShares, "\(members) members add noise, not 1 to 2^20",
        remedy: "check the roster of the round")
    }
    let half: UInt64 = 1 << UInt64(ringBits - 1)
    let noise = Self.noiseDeviations * Self.scale(log2Scale) * Double(members).squareRoot()
    // At most 12 * 2^24 * 2^10, so the conversion is exact and cannot overflow.
    let reserved = UInt64(noise.rounded(.up))
    guard reserved < half else { return 0 }
    let free = half - reserved
    return Int((free - 1) / UInt64(sensitivity))
  }

  /// Refuses a sum that could wrap around.
  ///
  /// - Parameters:
  ///   - records: Records in the sum.
  ///   - ringBits: w, 32 or 64.
  ///   - members: n, the noises in the sum.
  /// - Throws: `ringOverflow` if there are more than ``maximumRecords(ringBits:members:)``.
  public func checkHeadroom(
    records: Int, ringBits: Int, members: Int
  ) throws(DifferentialPrivacyError) {
    let most = try maximumRecords(ringBits: ringBits, members: members)
    guard records <= most else {
      // The number of records stays out of the message: a batch size is a hospital's secret.
      throw DifferentialPrivacyError(
        .ringOverflow,
        "the records of this round could overflow the \(ringBits)-bit ring, which holds \(most)",
        remedy: ringBits == 32
          ? "lower the sampling rate or use the 64-bit ring" : "lower the sampling rate")
    }
  }
}
