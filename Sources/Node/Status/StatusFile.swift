import Artifacts
import Rounds

/// A hospital's `status.json`: what its node says of itself, unsigned, for display alone.
///
/// It holds names, rounds and codes: no text that could name a path, a patient or a number of them.
struct StatusFile: Codable, Hashable {
  /// Version of this form.
  let decaph: Int
  let member: MemberID
  /// Name and version of the program.
  let software: String
  /// The round in work; `nil` before there is one.
  let round: Int?
  /// Where the node stands; see ``StatusStage``.
  let stage: String
  /// For whom it waits.
  let waitingFor: [MemberID]
  /// Files that it does not take.
  let setAside: [Aside]
  /// When, by its own clock.
  let time: String

  /// A file that is not taken.
  struct Aside: Codable, Hashable {
    /// Its path below the shared directory.
    let file: String
    /// The kind of fault.
    let code: Rejection.Code
  }

  /// No file is read that is larger.
  static let sizeLimit = 64 << 10

  /// The same without its time.
  var withoutTime: StatusFile {
    StatusFile(
      decaph: decaph, member: member, software: software, round: round, stage: stage,
      waitingFor: waitingFor, setAside: setAside, time: "")
  }
}

/// Where a node stands, as its `status.json` names it.
enum StatusStage: String {
  case manifest, enrolments, approvals
  case ownApproval = "own-approval"
  case masked, vote, unmask, copy, outcome, restart, roster
  case paused, finished, stopped, failed

  init(_ stage: RoundWait.Stage) {
    switch stage {
    case .masked: self = .masked
    case .vote: self = .vote
    case .unmask: self = .unmask
    case .copy: self = .copy
    case .outcome: self = .outcome
    case .restart: self = .restart
    case .roster: self = .roster
    case .paused: self = .paused
    }
  }

  /// The stage in plain words, with whom it waits for.
  func text(_ members: [MemberID]) -> String {
    let names = members.map(\.name).joined(separator: ", ")
    return switch self {
    case .manifest: "waits for the founder to fix the manifest"
    case .enrolments: "waits for the enrolment of \(names)"
    case .approvals: "waits for approval by \(names)"
    case .ownApproval: "its people have to approve the manifest"
    case .masked: "waits for masked of \(names)"
    case .vote: "waits for votes of \(names)"
    case .unmask: "waits for unmask of \(names)"
    case .copy: "waits for a copy of the masked file of \(names)"
    case .outcome: "waits for the outcome to be published by \(names)"
    case .restart: "too many have gone (\(names)): waits for people"
    case .roster: "waits to be taken into the next rounds"
    case .paused: "pauses"
    case .finished: "takes part in no further round"
    case .stopped: "was stopped"
    case .failed: "has ended with an error"
    }
  }
}
