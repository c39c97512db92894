import Sodium

/// The set of masked files that a round opens.
public struct RoundSet: Codable, Hashable, Sendable {
  /// Digest of `masked.json` for each member in the set.
  public let masked: [MemberID: Digest]

  /// Makes a set.
  public init(masked: [MemberID: Digest]) { self.masked = masked }

  /// The members, sorted.
  public var members: [MemberID] { masked.keys.sorted() }

  /// BLAKE2b-256 of the set's canonical line; what shares and votes name.
  public var digest: Digest { Digest(hashing: CanonicalJSON.encode(self)) }
}
