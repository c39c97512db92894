import Artifacts
import Rounds

/// A member that is not in a round, and why.
struct Absence: Encodable, Hashable {
  /// Why, for programs; the raw values are stable.
  enum Reason: String, Encodable {
    case noMaskedFile = "no-masked-file"
    case incomplete
    case invalid
    case tooLate = "too-late"
    case contradiction
    case convicted
    case expelled
    case leftByCap = "left-cap"
    case leftAsAsked = "left-asked"
    case enteredAgain = "entered-again"
    case excluded
    case notNamed = "not-named"
    case unknown
  }

  let member: MemberID
  let reason: Reason
  /// The same for people.
  let text: String
  /// The round in which it was last expected; `nil` while it is expected.
  var since: Int?
}

/// Why members of a round's roster are not in its set, from verified files.
struct AbsenceRules {
  let view: RoundView
  /// The masked statements of those who are in.
  let bodies: [MaskedBody]
  let history: ConsortiumHistory
  let convictions: Convictions
  let aside: [Rejection]
  let isClosed: Bool

  private var basis: RoundBasis { view.basis }

  /// Why a member is not in.
  func absence(of id: MemberID) -> Absence {
    if let out = convictions.absence(of: id, in: basis.round) { return out }
    if view.convicted.contains(id) {
      return Absence(member: id, reason: .convicted, text: "convicted: the proof was seen here")
    }
    let entry = basis.roster.members[id]?.incarnation ?? 0
    if let reason = history.leaves[id]?[entry] { return .left(id, reason) }
    if let file = withFile(id) { return file }
    let path = Place(member: id, round: basis.round, slot: .masked)
    if let rejection = aside.first(where: { $0.file.hasPrefix(path.description + ".") }) {
      return rejection.code == .missing || view.statements[id] != nil
        ? Absence(
          member: id, reason: .incomplete, text: "its masked file is not here completely")
        : Absence(member: id, reason: .invalid, text: "its masked file is not valid")
    }
    let named = bodies.contains { $0.enrolments[id]?.incarnation ?? 0 > entry }
    if named || !isClosed && history.returns[id]?.contains(where: { $0 > entry }) ?? false {
      return Absence(member: id, reason: .enteredAgain, text: "entered again")
    }
    return Absence(
      member: id, reason: .noMaskedFile, text: isClosed ? "no masked file" : "no masked file yet")
  }

  /// Why a member is not in although its masked file is here.
  private func withFile(_ id: MemberID) -> Absence? {
    guard let own = view.masked[id] else { return nil }
    if own.count > 1 {
      return Absence(member: id, reason: .contradiction, text: "signed two masked files")
    }
    if view.conflicts.contains(where: { !$0.isDisjoint(with: own) }) {
      return Absence(
        member: id, reason: .contradiction, text: "its masked file contradicts another's")
    }
    return isClosed
      ? Absence(member: id, reason: .tooLate, text: "its masked file came too late") : nil
  }
}

extension Absence {
  /// A departure, with the reason that its statement gives.
  static func left(_ id: MemberID, _ reason: String) -> Absence {
    reason == "cap"
      ? Absence(member: id, reason: .leftByCap, text: "left (own limit)")
      : Absence(member: id, reason: .leftAsAsked, text: "left (asked to)")
  }
}
