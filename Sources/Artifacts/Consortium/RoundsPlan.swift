/// How a round is run: ring, thresholds, and how long a member waits by its own clock.
public struct RoundsPlan: Codable, Hashable, Sendable {
  /// Bits of the ring in which masked vectors live: 32 or 64.
  public var ring: Int
  /// Members that may collude; without it the default of the protocol.
  public var colluding: Int?
  /// Members that decide; without it the default of the protocol.
  public var quorum: Int?
  /// Whether a consortium of two is wanted knowingly: each then sees the other's sum.
  public var allowTwo: Bool
  /// Seconds of local waiting before a member acts on an absence.
  public var patience: Patience

  /// Makes the rules of a round.
  public init(ring: Int, colluding: Int?, quorum: Int?, allowTwo: Bool, patience: Patience) {
    self.ring = ring
    self.colluding = colluding
    self.quorum = quorum
    self.allowTwo = allowTwo
    self.patience = patience
  }
}

/// Local durations; nobody's clock is compared with another's.
public struct Patience: Codable, Hashable, Sendable {
  /// Seconds from knowing a round to voting on who is in it.
  public var masked: Int
  /// Seconds from a ballot to the next.
  public var vote: Int
  /// Seconds of a leader's silence before the next rank acts.
  public var leader: Int

  /// Makes durations, in seconds.
  public init(masked: Int, vote: Int, leader: Int) {
    self.masked = masked
    self.vote = vote
    self.leader = leader
  }
}
