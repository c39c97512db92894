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
