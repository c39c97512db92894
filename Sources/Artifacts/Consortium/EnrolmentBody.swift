import Sodium

/// A hospital enters or returns.
public struct EnrolmentBody: Codable, Hashable, Sendable {
  /// Its signing key, a minisign public key; this very statement verifies under it.
  public let identity: IdentityPublicKey
  /// Sealed files are readable for this key.
  public let sealing: SealingPublicKey
  /// Its keys for its first round.
  public let keys: RoundKeys
  /// Its key of before, where this entry changes it: in `enrol-0001` that of the consortium before.
  public let formerly: FormerKey?

  /// Makes an enrolment.
  public init(
    identity: IdentityPublicKey, sealing: SealingPublicKey, keys: RoundKeys,
    formerly: FormerKey? = nil
  ) {
    self.identity = identity
    self.sealing = sealing
    self.keys = keys
    self.formerly = formerly
  }
}
