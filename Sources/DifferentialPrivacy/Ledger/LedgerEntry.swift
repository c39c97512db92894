/// What one round cost, in the integers that were really used; never an epsilon.
///
/// Epsilon is a matter of the accountant and gets better with it; these numbers stay true. All of
/// them are public and follow from the manifest and the round's set of members, so an audit
/// recomputes them.
public struct LedgerEntry: Hashable, Sendable {
  /// What a round was for.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// A training step.
    case training
    /// Counts of records.
    case census
    /// Counts of right and wrong predictions.
    case evaluation
  }

  /// What the round was for.
  public let kind: Kind
  /// The sampling as it is really drawn.
  public let sampling: PoissonSampling
  /// Of each share of noise, in squares of grid steps; `nil` for counts that the plan releases
  /// without noise.
  public let variance: Int64?
  /// S: the bound on one record's L2 norm in grid steps.
  public let sensitivity: Int64
  /// The noise shares in the sum: the members of the opened set; as long as it is not known,
  /// ``variance`` and this are such that no set that may be opened has less noise against anybody.
  public let shares: Int
  /// c: the colluders that the round tolerates.
  public let colluders: Int

  /// Makes an entry.
  ///
  /// - Throws: `invalidScale`, `invalidSensitivity` or `invalidShares` for numbers that no round
  ///   can have: variance 2^6 to 2^48, sensitivity 1 to 2^53 - 1, shares 1 to 2^20, colluders 0 to 2^20.
  public init(
    kind: Kind, sampling: PoissonSampling, variance: Int64?, sensitivity: Int64, shares: Int,
    colluders: Int
  ) throws(DifferentialPrivacyError) {
    if let variance, !Self.variances.contains(variance) {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise of a ledger entry has a variance outside 2^6 to 2^48",
        remedy: "do not use this ledger")
    }
    guard variance != nil || kind != .training else {
      throw DifferentialPrivacyError(
        .invalidScale, "a ledger entry says that training had no noise",
        remedy: "do not use this ledger")
    }
    guard sensitivity >= 1, sensitivity < 1 << 53 else {
      throw DifferentialPrivacyError(
        .invalidSensitivity, "the sensitivity of a ledger entry is not between 1 and 2^53 - 1",
        remedy: "do not use this ledger")
    }
    guard (1...1 << 20).contains(shares), (0...1 << 20).contains(colluders) else {
      throw DifferentialPrivacyError(
        .invalidShares, "the shares or colluders of a ledger entry are not counts of members",
        remedy: "do not use this ledger")
    }
    self.kind = kind
    self.sampling = sampling
    self.variance = variance
    self.sensitivity = sensitivity
    self.shares = shares
    self.colluders = colluders
  }

  /// Whether the round had no noise, as its plan says: no epsilon covers it.
  public var isWithoutNoise: Bool { variance == nil }

  /// The variances that the proof covers, as ``IntegerGrid/log2Scales`` says of scales.
  private static let variances: ClosedRange<Int64> = 1 << 6...1 << 48

  /// sqrt(variance of the shares that count) / S; zero without noise, or if the coalition made all of it.
  public func effectiveNoiseMultiplier(against observer: Observer) -> Double {
    guard let variance else { return 0 }
    let counted = observer == .coalition ? max(0, shares - colluders) : shares
    return (Double(variance) * Double(counted)).squareRoot() / Double(sensitivity)
  }

  /// The step that the accountant charges.
  public func step(against observer: Observer) -> SampledGaussian {
    SampledGaussian(trusted: sampling.rate, effectiveNoiseMultiplier(against: observer))
  }
}
