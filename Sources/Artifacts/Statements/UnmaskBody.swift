import SecureAggregation
import Sodium

/// A member's shares for one choice; for a void round it holds none and only binds the member.
public struct UnmaskBody: Codable, Hashable, Sendable {
  /// The ballot that made the choice; 0 where all are present.
  public let ballot: Int
  /// What is opened.
  public let choice: Choice
  /// For every member of the set the shares of its self mask and nonce, for every other member
  /// those of its pair seeds with the set; none in a void round.
  public let shares: RevealedShares?
  /// The latest statement of every member that the author acts on; without it, taking away a
  /// writer's last statement would be invisible.
  public let heads: [MemberID: Head]

  /// Makes the body of an unmask file.
  public init(ballot: Int, choice: Choice, shares: RevealedShares?, heads: [MemberID: Head]) {
    self.ballot = ballot
    self.choice = choice
    self.shares = shares
    self.heads = heads
  }
}
