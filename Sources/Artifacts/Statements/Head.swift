import Sodium

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
