/// A member's people want a hospital out of the rounds; of the member itself, that its key was stolen.
public struct ExpelBody: Codable, Hashable, Sendable {
  /// Who shall take part in no further round; the author itself where it revokes its own key.
  public let member: MemberID
  /// The round that the author was in. A restart of this or a later round that names the member
  /// takes it in again, unless its own key was revoked.
  public let round: Int

  /// Makes the body of an expulsion.
  public init(member: MemberID, round: Int) {
    self.member = member
    self.round = round
  }
}
