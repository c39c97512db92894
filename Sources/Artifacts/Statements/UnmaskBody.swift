import SecureAggregation
import Sodium

/// A member's shares for one set.
public struct UnmaskBody: Codable, Hashable, Sendable {
  /// The ballot that chose the set; 0 where all are present.
  public let ballot: Int
  /// Digest of the set (`RoundSet`).
  public let set: Digest
  /// Shares of every self mask and nonce in the set.
  public let shares: RevealedShares
  /// The latest statement of every member that the author has seen; without it, taking away a
  /// writer's last statement would be invisible.
  public let heads: [MemberID: Head]

  /// Makes the body of an unmask file.
  public init(ballot: Int, set: Digest, shares: RevealedShares, heads: [MemberID: Head]) {
    self.ballot = ballot
    self.set = set
    self.shares = shares
    self.heads = heads
  }
}
