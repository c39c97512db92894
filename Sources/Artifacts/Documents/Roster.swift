/// Who takes part in a round, and its thresholds.
public struct Roster: Codable, Hashable, Sendable {
  /// The members with their keys for the round.
  public let members: [MemberID: Entry]
  /// Tolerated colluders.
  public let c: Int
  /// Quorum.
  public let t: Int
  /// Smallest set that may be opened.
  public let m: Int

  /// Makes a roster.
  public init(members: [MemberID: Entry], c: Int, t: Int, m: Int) {
    self.members = members
    self.c = c
    self.t = t
    self.m = m
  }

  /// One member of a round.
  public struct Entry: Codable, Hashable, Sendable {
    /// How often the member has entered.
    public let incarnation: Int
    /// Its keys for the round.
    public let keys: RoundKeys

    /// Makes an entry.
    public init(incarnation: Int, keys: RoundKeys) {
      self.incarnation = incarnation
      self.keys = keys
    }
  }

  /// Nobody goes on: fewer members are left than a round needs.
  public static let ended = Roster(members: [:], c: 0, t: 0, m: 0)

  /// The ids in the order of share indices.
  public var ids: [MemberID] { members.keys.sorted() }
}
