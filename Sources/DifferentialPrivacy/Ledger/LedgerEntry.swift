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
  /// k: each share of noise has standard deviation 2^k grid steps; `nil` for counts that the plan
  /// releases without noise.
  public let log2Scale: Int?
  /// S: the bound on one record's L2 norm in grid steps.
  public let sensitivity: Int64
  /// The noise shares in the sum: the members of the opened set, or of the smallest set that may
  /// be opened as long as it is not known.
  public let shares: Int
  /// c: the colluders that the round tolerates.
  public let colluders: Int

  /// Makes an entry.
  ///
  /// - Throws: `invalidScale`, `invalidSensitivity` or `invalidShares` for numbers that no round
  ///   can have: scale 3 to 24, sensitivity 1 to 2^53 - 1, shares 1 to 2^20, colluders 0 to 2^20.
  public init(
    kind: Kind, sampling: PoissonSampling, log2Scale: Int?, sensitivity: Int64, shares: Int,
    colluders: Int
  ) throws(DifferentialPrivacyError) {
    if let log2Scale, !IntegerGrid.log2Scales.contains(log2Scale) {
      throw DifferentialPrivacyError(
        .invalidScale, "the noise scale 2^\(log2Scale) of a ledger entry is outside 2^3 to 2^24",
        remedy: "do not use this ledger")
    }
    guard log2Scale != nil || kind != .training else {
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
    self.log2Scale = log2Scale
    self.sensitivity = sensitivity
    self.shares = shares
    self.colluders = colluders
  }

  /// Whether the round had no noise, as its plan says: no epsilon covers it.
  public var isWithoutNoise: Bool { log2Scale == nil }

  /// s sqrt(shares that count) / S; zero without noise, or if the coalition made all of it.
  public func effectiveNoiseMultiplier(against observer: Observer) -> Double {
    guard let log2Scale else { return 0 }
    let counted = observer == .coalition ? max(0, shares - colluders) : shares
    return IntegerGrid.scale(log2Scale) * Double(counted).squareRoot() / Double(sensitivity)
  }

  /// The step that the accountant charges.
  public func step(against observer: Observer) -> SampledGaussian {
    SampledGaussian(trusted: sampling.rate, effectiveNoiseMultiplier(against: observer))
  }
}
