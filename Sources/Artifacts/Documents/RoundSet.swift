import Sodium

/// Some members of a round, each with the exact masked file that is meant.
public struct RoundSet: Codable, Hashable, Sendable {
  /// Digest of `masked.json` for each member in the set.
  public let masked: [MemberID: Digest]

  /// Makes a set.
  public init(masked: [MemberID: Digest]) { self.masked = masked }

  /// The members, sorted.
  public var members: [MemberID] { masked.keys.sorted() }

  /// The digests of the masked files in the order of the members.
  public var digests: [Digest] { members.map { masked[$0]! } }

  /// The members' masked files that both sets mean.
  public func intersection(_ other: RoundSet) -> RoundSet {
    RoundSet(masked: masked.filter { other.masked[$0.key] == $0.value })
  }
}
