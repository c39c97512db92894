import Artifacts

/// What the journal remembers of the member's own acts; survives a crash.
public struct RoundMemory: Sendable {
  /// The member.
  public var member: MemberID
  /// Its incarnation; a roster that names another one means somebody that no longer is.
  public var incarnation: Int
  /// Slots of the current round that the member has signed.
  public var signed: Set<Slot>
  /// Its votes of the current round, by ballot.
  public var votes: [Int: Choice]
  /// What it has unmasked for in the current round, if it has.
  public var unmasked: Choice?
  /// Whether the secrets of the keys that the roster names are here.
  public var hasKeys: Bool
  /// Whether its enrolment under the own incarnation is signed and not used up yet.
  public var isEnrolled: Bool
  /// Whether copies of what ended the round before can be made, and have not been.
  public var canRelayEnd: Bool
  /// Outcomes of closed rounds that nobody has published completely, oldest first.
  public var owed: [OwedOutcome]
  /// Why this member starts no further round, if it does not.
  public var stop: StopReason?

  /// Makes a memory of a member that has done nothing in the round yet.
  public init(member: MemberID, incarnation: Int = 1) {
    self.member = member
    self.incarnation = incarnation
    signed = []
    votes = [:]
    unmasked = nil
    hasKeys = true
    isEnrolled = false
    canRelayEnd = false
    owed = []
    stop = nil
  }

  /// Its highest ballot; 0 before it has voted.
  public var highestVote: Int { votes.keys.max() ?? 0 }
}
