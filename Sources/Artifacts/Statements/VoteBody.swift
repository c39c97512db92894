/// A member's choice in a ballot from 1 on.
///
/// Ballot 1 follows the leader's vote or the member's own view; a later ballot follows the cut of
/// its leader.
public struct VoteBody: Codable, Hashable, Sendable {
  /// The ballot.
  public let ballot: Int
  /// What the member wants.
  public let choice: Choice

  /// Makes the body of a vote.
  public init(ballot: Int, choice: Choice) {
    self.ballot = ballot
    self.choice = choice
  }
}
