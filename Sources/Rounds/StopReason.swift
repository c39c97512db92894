/// Why a member starts no further round.
public enum StopReason: Sendable, Hashable {
  /// The plan's last round is closed.
  case planCompleted
  /// The next round would exceed the plan's budget.
  case budgetSpent
  /// The next round would exceed this hospital's own cap.
  case ownCapReached
  /// The person who started the node asked for so many rounds.
  case roundsRequested
}
