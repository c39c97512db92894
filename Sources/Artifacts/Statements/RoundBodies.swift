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

/// A member's shares for one set.
public struct UnmaskBody: Codable, Hashable, Sendable {
  /// The ballot that chose the set; 0 where all are present.
  public let ballot: Int
  /// Digest of the set (`RoundSet`).
  public let set: Digest
  /// Shares of every self mask and nonce in the set.
  public let shares: RevealedShares
  /// The latest statement of every member that the author has seen; without it, taking away a
  /// writer's last statement would be invisible.
  public let heads: [MemberID: Head]

  /// Makes the body of an unmask file.
  public init(ballot: Int, set: Digest, shares: RevealedShares, heads: [MemberID: Head]) {
    self.ballot = ballot
    self.set = set
    self.shares = shares
    self.heads = heads
  }
}

/// The latest statement of a member.
public struct Head: Codable, Hashable, Sendable {
  /// Its position in its author's chain.
  public let seq: Int
  /// Its digest.
  public let digest: Digest

  /// Names a head.
  public init(seq: Int, digest: Digest) {
    self.seq = seq
    self.digest = digest
  }
}

/// Says that the author published the sealed model of a round; its payload pins the file.
public struct ModelBody: Codable, Hashable, Sendable {
  /// BLAKE2b-256 of the model's safetensors bytes, as in `result.json`.
  public let model: Digest

  /// Names a model.
  public init(model: Digest) { self.model = model }
}
