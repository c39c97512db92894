import Rounds

/// For whom and what a node waits, in the words that a person reads.
enum Waiting: Hashable {
  /// The manifest is not approved here.
  case ownApproval
  /// There is no manifest yet.
  case manifest
  /// The enrolments of these members are not here, or not completely.
  case enrolments([String])
  /// These members have not approved.
  case approvals([String])
  /// Files of a round are missing.
  case round(Int, RoundWait)

  /// The same wait, whatever time is left.
  var withoutTime: Waiting {
    guard case .round(let round, let wait) = self else { return self }
    return .round(round, RoundWait(stage: wait.stage, members: wait.members))
  }

  /// One line: whom are we waiting for, is it my turn?
  var text: String {
    switch self {
    case .ownApproval: "YOUR TURN: run 'decaph-node approve' to approve the manifest"
    case .manifest: "waiting for the founder to fix the manifest ('decaph-node start')"
    case .enrolments(let members):
      "waiting for the complete enrolment of \(members.joined(separator: ", "))"
    case .approvals(let members): "waiting for approval by \(members.joined(separator: ", "))"
    case .round(let round, let wait): "round \(round): \(wait.text)"
    }
  }
}

extension RoundWait {
  /// What is waited for, from whom, and what happens after that.
  var text: String {
    let names = members.map(\.name).joined(separator: ", ")
    return switch stage {
    case .masked: "waiting for masked of \(names)\(deadline("going on without them"))"
    case .vote: "waiting for votes of \(names)"
    case .unmask: "waiting for unmask of \(names)"
    case .copy: "waiting for a copy of the masked file of \(names), which the others have"
    case .outcome: "waiting for the outcome to be published by \(names)\(deadline("doing it here"))"
    case .restart:
      "cannot end any more, too many have gone (\(names)); people can go on: 'decaph-node restart'"
    case .roster: "waiting for \(names) to take this hospital into the next rounds"
    case .paused: "paused: takes part again after 'decaph-node resume'"
    }
  }

  private func deadline(_ what: String) -> String {
    guard let seconds, seconds > 0 else { return "" }
    return "; \(what) in \(WaitingTime.text(seconds))"
  }
}
