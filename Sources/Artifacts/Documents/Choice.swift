import Sodium

/// What a ballot decides: the one thing that ends a round.
public struct Choice: Codable, Hashable, Sendable {
  /// How the round shall end.
  public enum Kind: String, Codable, Sendable {
    /// The set's masked files are opened as one sum.
    case open
    /// Nothing is opened; the model stays; the set's members go on with their next keys.
    case void
  }

  /// How the round shall end.
  public let kind: Kind
  /// Whose masked files are meant.
  public let set: RoundSet

  /// Makes a choice.
  public init(_ kind: Kind, _ set: RoundSet) {
    self.kind = kind
    self.set = set
  }

  /// Opens the set.
  public static func open(_ set: RoundSet) -> Choice { Choice(.open, set) }
  /// Opens nothing and goes on with the set's members.
  public static func void(_ set: RoundSet) -> Choice { Choice(.void, set) }

  /// BLAKE2b-256 of the choice's canonical line: an order that nobody can steer cheaply, for
  /// breaking ties.
  public var digest: Digest { Digest(hashing: CanonicalJSON.encode(self)) }
}
