import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Who takes part in the next round: in the hands of nobody, for c members alone change nothing.
@Suite struct NextRosterTests {
  private let hospitals: Hospitals
  private let genesis: RoundOutcome

  init() throws {
    // Seven members, of whom two may collude: three that say so count.
    hospitals = try Hospitals(7)
    genesis = try hospitals.genesis()
  }

  /// The next roster after a round of a set, where members said something.
  private func roster(
    _ remarks: [MemberID: RoundPlay.Remarks], set: [MemberID]? = nil
  ) throws -> Roster {
    let play = try RoundPlay(hospitals, remarks: remarks)
    for file in play.masked.values { try play.rules.check(file) }
    let unmasks = try play.unmasks(for: set ?? play.ids)
    return try play.close(unmasks, for: set, on: genesis).result.roster
  }

  /// What some members say alike.
  private func remarks(
    _ said: RoundPlay.Remarks, by members: some Sequence<MemberID>
  ) -> [MemberID: RoundPlay.Remarks] {
    Dictionary(uniqueKeysWithValues: members.map { ($0, said) })
  }

  private func enrolment(_ incarnation: Int, of id: MemberID) throws -> Enrolment {
    Enrolment(
      try hospitals.enrolment(again: incarnation, of: id, keys: HeldSecrets().keys))
  }

  @Test func whoLeavesIsNotInTheNextRound() throws {
    let leaving = Array(hospitals.ids.suffix(2))
    let roster = try roster(remarks(.init(leave: true), by: leaving))
    #expect(roster.ids == Array(hospitals.ids.prefix(5)))
    #expect((roster.c, roster.t, roster.m) == (2, 4, 4))
    #expect(try self.roster(remarks(.init(leave: true), by: hospitals.ids)) == .ended)
  }

  @Test func entriesCountWhenMoreThanTheColludersNameThem() throws {
    let (set, away) = (Array(hospitals.ids.prefix(6)), hospitals.ids[6])
    let entry = try enrolment(2, of: away)
    for count in 0...6 {
      let said = remarks(.init(enrolments: [away: entry]), by: set.prefix(count))
      let roster = try roster(said, set: set)
      #expect(roster.members[away] == (count > 2 ? entry.entry : nil), "\(count) name it")
      #expect(roster.members.count == (count > 2 ? 7 : 6))
    }
    // Those outside the set say nothing.
    var said = remarks(.init(enrolments: [away: entry]), by: set.prefix(2))
    said[away] = .init()
    said[hospitals.ids[5]] = .init(enrolments: [away: entry])
    let five = Array(hospitals.ids.prefix(5))
    #expect(try roster(said, set: five).members[away] == nil)
  }

  /// A member that enters again while it is still in takes its new keys' place.
  @Test func theNewestEntryCounts() throws {
    let (ids, again) = (hospitals.ids, hospitals.ids[0])
    let (second, third) = (try enrolment(2, of: again), try enrolment(3, of: again))
    var said = remarks(.init(enrolments: [again: second]), by: ids.prefix(3))
    said.merge(remarks(.init(enrolments: [again: third]), by: ids.suffix(4))) { $1 }
    #expect(try roster(said).members[again] == third.entry)
    said.merge(remarks(.init(), by: ids.suffix(2))) { $1 }
    #expect(try roster(said).members[again] == second.entry)
  }

  /// Whoever signs two entries of one incarnation enters with neither.
  @Test func twoEntriesOfOneIncarnationCancelEachOther() throws {
    let (set, away) = (Array(hospitals.ids.prefix(6)), hospitals.ids[6])
    let (one, other) = (try enrolment(2, of: away), try enrolment(2, of: away))
    var said = remarks(.init(enrolments: [away: one]), by: set.prefix(3))
    said.merge(remarks(.init(enrolments: [away: other]), by: set.suffix(3))) { $1 }
    #expect(try roster(said, set: set).members[away] == nil)
    // Of the second too few know: the colluders alone cannot keep a member out.
    said[set[3]] = .init()
    #expect(try roster(said, set: set).members[away] == one.entry)
  }

  @Test func evictionsCountWhenMoreThanTheColludersNameThem() throws {
    let (ids, liar) = (hospitals.ids, hospitals.ids[3])
    for count in 0...7 {
      let roster = try roster(remarks(.init(evicts: [liar]), by: ids.prefix(count)))
      #expect((roster.members[liar] == nil) == (count > 2), "\(count) name it")
      #expect(roster.members.count == (count > 2 ? 6 : 7))
    }
    // Evidence outweighs a new entry of the same member.
    let entry = try enrolment(2, of: liar)
    let said = remarks(.init(enrolments: [liar: entry], evicts: [liar]), by: ids.prefix(4))
    #expect(try roster(said).members[liar] == nil)
  }
}
