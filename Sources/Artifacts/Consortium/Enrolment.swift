import Sodium

/// An `enrol` file in short: all that a roster needs of it, and its digest.
///
/// Whoever names it has verified the file; so nobody else has to wait for the file itself.
public struct Enrolment: Codable, Hashable, Sendable {
  /// Digest of `enrol-NNNN.json`.
  public let digest: Digest
  /// How often the member has entered, this time included.
  public let incarnation: Int
  /// Its keys for its first round.
  public let keys: RoundKeys

  /// Shortens a verified enrolment.
  public init(_ statement: Verified<Statement<EnrolmentBody>>) {
    digest = statement.digest
    incarnation = statement.content.incarnation
    keys = statement.content.body.keys
  }

  /// The member's place in a roster.
  public var entry: Roster.Entry { Roster.Entry(incarnation: incarnation, keys: keys) }
}
