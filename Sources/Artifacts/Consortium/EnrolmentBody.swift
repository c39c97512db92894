import Sodium

/// A hospital enters or returns.
public struct EnrolmentBody: Codable, Hashable, Sendable {
  /// Its signing key, a minisign public key; this very statement verifies under it.
  public let identity: IdentityPublicKey
  /// Sealed files are readable for this key.
  public let sealing: SealingPublicKey
  /// Its keys for its first round.
  public let keys: RoundKeys

  /// Makes an enrolment.
  public init(identity: IdentityPublicKey, sealing: SealingPublicKey, keys: RoundKeys) {
    self.identity = identity
    self.sealing = sealing
    self.keys = keys
  }
}
