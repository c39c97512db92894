import SecureAggregation
import Sodium

/// A member's masked vector, with everything others need to unmask the sum.
public struct MaskedBody: Codable, Hashable, Sendable {
  /// Commitments and share boxes for self mask, nonce and pair seeds.
  public let dealing: Dealing
  /// The author's keys for the next round.
  public let next: RoundKeys
  /// Whether this is its last round.
  public let leave: Bool
  /// The enrolments that the author has verified, of members who are not in its round as this
  /// incarnation. What more than c members of the set name alike enters the next roster.
  public let enrolments: [MemberID: Enrolment]
  /// Members against whom the author has verified evidence, sorted. Whom more than c members of
  /// the set name leaves the next roster.
  public let evicts: [MemberID]

  /// Makes the body of a masked file.
  public init(
    dealing: Dealing, next: RoundKeys, leave: Bool, enrolments: [MemberID: Enrolment],
    evicts: [MemberID]
  ) {
    self.dealing = dealing
    self.next = next
    self.leave = leave
    self.enrolments = enrolments
    self.evicts = evicts
  }
}
