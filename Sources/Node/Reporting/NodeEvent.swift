/// What a hospital's people may want to be told at once: the events of `--on-event`.
public enum NodeEvent: String, CaseIterable, Sendable {
  /// The manifest waits for this hospital's approval.
  case approvalWanted = "approval-wanted"
  /// A round is closed.
  case closed
  /// The node waits for the same hospitals for longer than the limit.
  case waitingLong = "waiting-long"
  /// Nine tenths of the plan's epsilon are spent.
  case budgetLow = "budget-low"
  /// A hospital is convicted by its own signatures.
  case convicted
  /// The node stops for a violation: a person must look.
  case violation
  /// A sum cannot be opened: people have to decide.
  case cannotOpen = "cannot-open"
  /// The plan's trainer gave no answer for a round.
  case trainerFailed = "trainer-failed"
  /// People have decided to go on after an earlier round.
  case restarted
  /// The node takes part in no further round.
  case finished

  /// One line for `--help` and the documentation.
  public var explanation: String {
    switch self {
    case .approvalWanted: "the manifest waits for this hospital's approval"
    case .closed: "a round is closed"
    case .waitingLong: "a service waits for the same hospitals longer than --max-silence"
    case .budgetLow: "a round was closed and nine tenths of epsilon are spent"
    case .convicted: "a hospital is convicted by its own signatures"
    case .violation: "the node ends with 76: a person must look"
    case .cannotOpen: "a sum cannot be opened: people have to decide"
    case .trainerFailed: "the plan's trainer gave no answer for a round"
    case .restarted: "people have decided to go on after an earlier round"
    case .finished: "the node takes part in no further round"
    }
  }
}
