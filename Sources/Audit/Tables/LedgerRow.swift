import DifferentialPrivacy
import ModelUpdate

/// One charged round: what it must have cost, what was stated, and the sum so far.
public struct LedgerRow: Codable, Sendable, Equatable {
  /// The round.
  public let round: Int
  /// How it ended; `abandoned` for what a restart charges.
  public let outcome: String
  /// The charge as recomputed from plan, roster and set.
  public let recomputed: LedgerEntry?
  /// The charge in the result on which the next round stands.
  public let stated: LedgerEntry
  /// Who published a result with this charge.
  public let statedBy: [String]
  /// Who published a result of this round with another charge.
  public let contradictedBy: [String]
  /// Noise against the tolerated colluders, in units of one record's bound.
  public let noise: Real
  /// Epsilon of all rounds so far against the tolerated colluders, three decimals rounded up; not
  /// there where it is infinite, or the rounds before are not known.
  public internal(set) var epsilon: Real?
  /// The same against everybody else.
  public internal(set) var epsilonOutside: Real?

  /// Whether stated and recomputed are the same everywhere.
  public var agrees: Bool { recomputed == stated && contradictedBy.isEmpty }
}
