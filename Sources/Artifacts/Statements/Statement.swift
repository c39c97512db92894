import Sodium

/// A signed utterance of one member: who, where, on what ground, and what.
///
/// Every member's statements form one chain over its life (`seq`, `prev`), so that a removed or
/// a second version of one shows.
public struct Statement<Body: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// Format version.
  public let decaph: Int
  /// Digest of the manifest; all zero before there is one.
  public let session: Digest
  /// The author.
  public let from: MemberID
  /// The round; 0 in `consortium/`.
  public let round: Int
  /// The file's name without its ending.
  public let slot: String
  /// What the round stands on: digest of the previous round's `result.json`; in `consortium/`
  /// the session.
  public let K: Digest
  /// How often the author has entered.
  public let incarnation: Int
  /// Position in the author's own chain, from 1.
  public let seq: Int
  /// Digest of the author's statement `seq - 1`; all zero for the first.
  public let prev: Digest
  /// Digests of exactly the files it acts on.
  public let sees: [Digest]
  /// The sealed files it pins.
  public let payload: [Payload]
  /// What it says.
  public let body: Body
  /// When, by the author's clock; for information only, never an input.
  public let created: String
  /// The program's name and version; for information only.
  public let software: String

  /// Makes a statement.
  public init(
    place: Place, session: Digest, K: Digest, incarnation: Int, link: ChainLink, sees: [Digest],
    payload: [Payload] = [], body: Body, created: String, software: String
  ) {
    decaph = formatVersion
    self.session = session
    from = place.member
    round = place.round
    slot = place.slot.name
    self.K = K
    self.incarnation = incarnation
    seq = link.seq
    prev = link.prev
    self.sees = sees
    self.payload = payload
    self.body = body
    self.created = created
    self.software = software
  }
}

/// A statement's position in its author's chain.
public struct ChainLink: Codable, Hashable, Sendable {
  /// Position, from 1.
  public let seq: Int
  /// Digest of the statement before; all zero for the first.
  public let prev: Digest

  /// Names a position.
  public init(seq: Int, prev: Digest) {
    self.seq = seq
    self.prev = prev
  }

  /// The position of an author's first statement.
  public static let first = ChainLink(seq: 1, prev: .zero)

  /// The position after a statement.
  public func next(after digest: Digest) -> ChainLink { ChainLink(seq: seq + 1, prev: digest) }
}

extension Digest {
  /// All zero: stands where there is nothing yet to point to.
  public static let zero = Digest(bytes: [UInt8](repeating: 0, count: 32))!
}
