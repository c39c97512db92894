import Artifacts
import Rounds
import Sodium

/// Who was expected, who is in, who is out and why.
extension RoundAudit {
  mutating func participants(_ choice: Choice?) {
    let ids = basis.roster.ids
    guard let choice else { return }
    let (inside, outside) = (
      ids.filter { choice.set.masked[$0] != nil }, ids.filter { choice.set.masked[$0] == nil }
    )
    let what: String
    switch choice.kind {
    case .void:
      what = "void: nothing opened; expected \(ids.count), going on \(inside.count): "
    case .open:
      what =
        (outside.isEmpty ? "" : "cut: ") + "expected \(ids.count), in the sum \(inside.count): "
    }
    let why = outside.map { "\($0) (\(reason($0)))" }.joined(separator: ", ")
    say(.ok, .participants, what + names(inside) + (why.isEmpty ? "" : "; out: " + why))
    for id in inside where masked[choice.set.masked[id]!] == nil {
      let place = Place(member: id, round: round, slot: .masked)
      if let other = files.masked[id]?.first {
        accuse(
          id, .set, "is another version than the one that a quorum opened", file: other.place.json)
      } else {
        isMissing(place, .participants)
      }
    }
  }

  /// Why a member of the roster is not in the set.
  private func reason(_ id: MemberID) -> String {
    let incarnation = basis.roster.members[id]?.incarnation ?? 0
    if let evidence = convictions.against(id, in: round), evidence.place.round <= round {
      return "convicted by \(evidence.place.json)"
    }
    if let out = expulsion(of: id) { return out.text }
    if ground.membership.hasLeft(id, incarnation) { return "has left" }
    guard files.masked[id] != nil else {
      let isBack = ground.membership.hasReturned(id, since: incarnation)
      return "no masked file here" + (isBack ? "; entered again later" : "")
    }
    if misfits.contains(where: { $0.copy.author == id }) { return "its masked file is not valid" }
    if isContradicted(id) { return "excluded by a contradiction" }
    return "came too late or was not in the set"
  }

  /// Why people have put a member out, by what they had signed in this round at the latest.
  private func expulsion(of id: MemberID) -> Expulsions.Ground? {
    ground.membership.expulsions.ground(
      against: id, after: convictions.pardon(of: id, before: round), through: round)
  }

  private func isContradicted(_ id: MemberID) -> Bool {
    guard let rules = try? RoundRules(basis) else { return false }
    let (own, others) = (
      masked.values.filter { $0.place.member == id }, masked.values.filter { $0.place.member != id }
    )
    return own.contains { one in others.contains { !rules.agree(one, $0) } }
  }

  /// Who leaves, enters again, or is evicted with the result of this round.
  mutating func changes(_ next: Roster, _ choice: Choice) {
    let bodies = choice.set.masked.compactMapValues { masked[$0]?.content.body }
    for (id, body) in bodies.sorted(by: { $0.key < $1.key }) where body.leave {
      say(.note, .participants, "\(id) leaves after this round")
    }
    for id in basis.roster.ids {
      let by = bodies.filter { $0.value.evicts.contains(id) }.keys.sorted()
      guard by.count > basis.roster.c else { continue }
      if let evidence = convictions.against(id, in: round) {
        say(
          .note, .evidence, "\(id) is evicted by \(names(by))", file: evidence.place.json)
      } else if let out = expulsion(of: id) {
        say(.note, .evidence, "\(id) is evicted by \(names(by)): \(out.text)")
      } else {
        say(
          .wait, .evidence,
          "\(id) is evicted by \(names(by)); evidence or a majority's 'expel' is not here",
          next: "wait for the transfer, or ask \(by[0])")
      }
    }
    for (id, entry) in next.members.sorted(by: { $0.key < $1.key })
    where basis.roster.members[id]?.incarnation != entry.incarnation {
      let named = bodies.filter { $0.value.enrolments[id]?.entry == entry }
      entered(id, entry, named.keys.sorted(), named.values.first?.enrolments[id])
    }
  }

  private mutating func entered(
    _ id: MemberID, _ entry: Roster.Entry, _ by: [MemberID], _ said: Enrolment?
  ) {
    let place = Place(member: id, slot: .enrol(entry.incarnation))
    let message = "\(id) enters again as incarnation \(entry.incarnation), named by \(names(by))"
    guard let here = ground.membership.enrolments[id]?[entry.incarnation] else {
      isMissing(place, .participants, message + "; its enrolment is not here")
      return
    }
    if here == said {
      say(.note, .participants, message, file: place.json)
    } else {
      accuse(id, .participants, message + "; another enrolment lies here", file: place.json)
    }
  }
}
