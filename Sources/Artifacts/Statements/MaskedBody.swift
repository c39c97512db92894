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
  /// Digests of the `enrol` files that it has seen and not yet listed.
  public let enrolments: [Digest]

  /// Makes the body of a masked file.
  public init(dealing: Dealing, next: RoundKeys, leave: Bool, enrolments: [Digest]) {
    self.dealing = dealing
    self.next = next
    self.leave = leave
    self.enrolments = enrolments
  }
}
