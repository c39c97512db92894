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

  /// One line: whom are we waiting for, is it my turn?
  var text: String {
    switch self {
    case .ownApproval: "YOUR TURN: run 'decaph-node approve' to approve the manifest"
    case .manifest: "waiting for the founder to fix the manifest ('decaph-node start')"
    case .enrolments(let members):
      "waiting for the complete enrolment of \(members.joined(separator: ", "))"
    case .approvals(let members): "waiting for approval by \(members.joined(separator: ", "))"
    case .round(let round, let wait):
      "round \(round): waiting for \(wait.stage.rawValue) of "
        + wait.members.map(\.name).joined(separator: ", ")
    }
  }
}
