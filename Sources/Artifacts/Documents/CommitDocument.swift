import Sodium

/// Opens a round. Its digest draws the leader, and nobody can steer it: it holds only what was
/// fixed or committed to one round before.
///
/// Deterministic: no author, no time; whoever publishes it publishes the same bytes.
public struct CommitDocument: Codable, Hashable, Sendable {
  /// Format version.
  public let decaph: Int
  /// Digest of the manifest.
  public let session: Digest
  /// The round that it opens.
  public let round: Int
  /// `commit`.
  public let slot: String
  /// Digest of the commit before; all zero for round 1.
  public let prev: Digest
  /// The opened nonces of the previous round's set: scalars, lower-case hex. Empty for round 1.
  public let nonces: [MemberID: String]

  /// Makes the commit of a round.
  public init(session: Digest, round: Int, prev: Digest, nonces: [MemberID: String]) {
    decaph = formatVersion
    self.session = session
    self.round = round
    slot = Slot.commit.name
    self.prev = prev
    self.nonces = nonces
  }
}
