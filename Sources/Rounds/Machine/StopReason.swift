/// Why a member starts no further round.
public enum StopReason: String, Sendable, Hashable {
  /// The plan's last round is closed.
  case planCompleted
  /// The next round would exceed the plan's budget.
  case budgetSpent
  /// The next round would exceed this hospital's own cap.
  case ownCapReached
  /// The hospital's people asked to leave.
  case leaving
  /// The others' people have put the hospital out, or its own revoked its key.
  case expelled
  /// The hospital's people asked to pause: it takes part in no new round until they say so.
  case paused
  /// The person who started the node asked for so many rounds.
  case roundsRequested
  /// Fewer members are left than a round needs.
  case tooFewMembers

  /// Whether the others shall be told, so that they do not wait.
  public var isDeparture: Bool { self == .ownCapReached || self == .leaving }
}
