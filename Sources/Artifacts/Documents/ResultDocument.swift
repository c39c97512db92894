import DifferentialPrivacy
import Sodium

/// Ends a round: all that the next one stands on. Its digest is the next round's K.
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
    /// The sum is without the roster's members that are not in the set.
    case cut
    /// A sum was opened, but it is beyond every honest bound, or the update would not be finite:
    /// the model stays, the charge stays.
    case unusable
    /// Nothing was opened: the model stays, the charge stays.
    case void
    /// People decided to go on from an earlier result; see `RestartBody`.
    case restart
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
  /// The set that was opened; for a void round the members that go on; empty for genesis and
  /// restart.
  public let set: RoundSet
  /// The opened self-mask seeds of the set: scalars, lower-case hex.
  public let seeds: [MemberID: String]
  /// The opened seeds of the layers of noise that came off, by member of the set: scalars, lower-case
  /// hex; `nil` where none did.
  public let layers: [MemberID: [String]]?
  /// The opened pair seeds of every absent member with the members of the set.
  public let pairs: [MemberID: [MemberID: String]]
  /// BLAKE2b-256 of the integer aggregate, little-endian words of the ring; all zero where nothing
  /// was opened.
  public let aggregate: Digest
  /// BLAKE2b-256 of the model's safetensors bytes after the round.
  public let model: Digest
  /// What the round cost; empty for genesis, one entry for each abandoned round for a restart.
  public let ledger: [LedgerEntry]
  /// Who takes part in the next round, and with which keys.
  public let roster: Roster
  /// Digest of the next round's `commit.json`.
  public let commit: Digest

  /// Makes the result of a round.
  public init(
    session: Digest, round: Int, outcome: Outcome, K: Digest, set: RoundSet,
    seeds: [MemberID: String] = [:], layers: [MemberID: [String]]? = nil,
    pairs: [MemberID: [MemberID: String]] = [:],
    aggregate: Digest = .zero, model: Digest, ledger: [LedgerEntry],
    roster: Roster, commit: Digest
  ) {
    decaph = formatVersion
    self.session = session
    self.round = round
    slot = Slot.result.name
    self.outcome = outcome
    self.K = K
    self.set = set
    self.seeds = seeds
    self.layers = layers
    self.pairs = pairs
    self.aggregate = aggregate
    self.model = model
    self.ledger = ledger
    self.roster = roster
    self.commit = commit
  }
}
