import DifferentialPrivacy
import Sodium

/// Closes a round: all that the next one stands on. Its digest is the next round's K.
///
/// Deterministic: no author, no time, no list of who revealed; whoever publishes it publishes the
/// same bytes.
public struct ResultDocument: Codable, Hashable, Sendable {
  /// How the round ended.
  public enum Outcome: String, Codable, Sendable {
    /// Round 0: the manifest and all approvals.
    case genesis
    /// Every roster member is in the sum.
    case full
    /// Every roster member is in the sum, but the sum is beyond every honest bound, or the update
    /// would not be finite: the model stays, the charge stays.
    case unusable
  }

  /// Format version.
  public let decaph: Int
  /// Digest of the manifest.
  public let session: Digest
  /// The round that it closes.
  public let round: Int
  /// `result`.
  public let slot: String
  /// How the round ended.
  public let outcome: Outcome
  /// K of the round that it closes.
  public let K: Digest
  /// The set that was opened; empty for genesis.
  public let set: RoundSet
  /// The opened self-mask seeds of the set: scalars, lower-case hex.
  public let seeds: [MemberID: String]
  /// BLAKE2b-256 of the integer aggregate, little-endian words of the ring; all zero for genesis.
  public let aggregate: Digest
  /// BLAKE2b-256 of the model's safetensors bytes after the round.
  public let model: Digest
  /// What the round cost; empty for genesis.
  public let ledger: [LedgerEntry]
  /// Who takes part in the next round, and with which keys.
  public let roster: Roster
  /// Digest of the next round's `commit.json`.
  public let commit: Digest
  /// Digests of the approvals; genesis only.
  public let approvals: [MemberID: Digest]

  /// Makes the result of a round.
  public init(
    session: Digest, round: Int, outcome: Outcome, K: Digest, set: RoundSet,
    seeds: [MemberID: String], aggregate: Digest, model: Digest, ledger: [LedgerEntry],
    roster: Roster, commit: Digest, approvals: [MemberID: Digest]
  ) {
    decaph = formatVersion
    self.session = session
    self.round = round
    slot = Slot.result.name
    self.outcome = outcome
    self.K = K
    self.set = set
    self.seeds = seeds
    self.aggregate = aggregate
    self.model = model
    self.ledger = ledger
    self.roster = roster
    self.commit = commit
    self.approvals = approvals
  }
}
