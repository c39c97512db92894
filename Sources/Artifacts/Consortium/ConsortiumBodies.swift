import Sodium

/// The founder's plan, published so that those who join see what they join.
public struct PlanBody: Codable, Hashable, Sendable {
  /// The plan as it will stand in the manifest.
  public let plan: Plan

  /// Wraps a plan.
  public init(plan: Plan) { self.plan = plan }
}

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

/// A hospital's consent to one exact manifest.
public struct ApprovalBody: Codable, Hashable, Sendable {
  /// Digest of the manifest; equal to the statement's session, and shown to people as such.
  public let manifest: Digest

  /// Consents to a manifest.
  public init(manifest: Digest) { self.manifest = manifest }
}
