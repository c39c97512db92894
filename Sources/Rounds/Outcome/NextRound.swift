import Artifacts
import Sodium

/// What follows from the masked statements of a round's set: the next roster.
///
/// Deterministic, and in the hands of nobody: entries and evictions count when more than c members
/// of the set name them, so at least one honest member has verified each.
struct NextRound {
  let basis: RoundBasis
  let set: [MemberID: MaskedStatement]

  /// Members of the set that do not leave, with their next keys; then entries; then evictions.
  func roster(_ arithmetic: RoundArithmetic) -> Roster {
    let bodies = set.mapValues(\.content.body)
    var members: [MemberID: Roster.Entry] = [:]
    for (id, file) in set where !file.content.body.leave {
      members[id] = Roster.Entry(
        incarnation: file.content.incarnation, keys: file.content.body.next)
    }
    for (id, enrolment) in entries(bodies.values.map(\.enrolments)) {
      members[id] = enrolment.entry
    }
    for id in basis.roster.ids
    where bodies.values.count(where: { $0.evicts.contains(id) }) > basis.roster.c {
      members[id] = nil
    }
    return arithmetic.roster(members, of: basis.manifest.members.count)
  }

  /// Of every member the newest entry that more than c members of the set name alike; none where
  /// two of one incarnation qualify, for then its author has signed both.
  private func entries(_ lists: [[MemberID: Enrolment]]) -> [MemberID: Enrolment] {
    var counts: [MemberID: [Enrolment: Int]] = [:]
    for list in lists {
      for (id, enrolment) in list { counts[id, default: [:]][enrolment, default: 0] += 1 }
    }
    return counts.compactMapValues { counts in
      let named = counts.filter { $0.value > basis.roster.c }.keys
      let newest = named.map(\.incarnation).max()
      let candidates = named.filter { $0.incarnation == newest }
      return candidates.count == 1 ? candidates.first : nil
    }
  }
}
