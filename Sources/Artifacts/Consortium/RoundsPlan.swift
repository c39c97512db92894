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
  /// After how many further rounds members may remove their own sealed files; without it never.
  public var keepPayloads: Int?

  /// Makes the rules of a round.
  public init(
    ring: Int, colluding: Int?, quorum: Int?, allowTwo: Bool, patience: Patience,
    keepPayloads: Int? = nil
  ) {
    self.ring = ring
    self.colluding = colluding
    self.quorum = quorum
    self.allowTwo = allowTwo
    self.patience = patience
    self.keepPayloads = keepPayloads
  }
}
