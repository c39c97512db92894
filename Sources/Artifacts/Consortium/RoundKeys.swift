import SecureAggregation
import Sodium

/// What a member publishes one round ahead: its key agreement key and its nonce commitment.
public struct RoundKeys: Codable, Hashable, Sendable {
  /// X25519 public key for one round alone.
  public let ephemeral: SealingPublicKey
  /// Commitment to the member's ticket in the leader draw: a ristretto255 point, 32 bytes as
  /// lower-case hex.
  public let nonceCommitment: String

  /// The public halves of a round's secrets.
  public init(_ secrets: borrowing RoundSecrets) {
    ephemeral = secrets.ephemeralKey
    nonceCommitment = secrets.nonceCommitment.bytes.hex
  }

  /// The keys as a member of a round, checked to be points.
  public func member(_ id: MemberID) throws(SecureAggregationError) -> RoundContext.Member {
    try RoundContext.Member(
      id: id.name, ephemeralKey: ephemeral, nonceCommitment: nonceCommitment)
  }
}
