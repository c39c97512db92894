/// A leader's proposal for a ballot from 2 on, when the ballot before has gained no quorum.
public struct CutBody: Codable, Hashable, Sendable {
  /// The ballot; it fixes which rank may propose.
  public let ballot: Int
  /// What the leader proposes.
  public let choice: Choice

  /// Makes the body of a cut.
  public init(ballot: Int, choice: Choice) {
    self.ballot = ballot
    self.choice = choice
  }
}
