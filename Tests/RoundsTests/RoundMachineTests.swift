import Artifacts
import Rounds
import Sodium
import Testing

/// The decision table of a member in ballot 0, exhaustively for three to seven members.
@Suite struct RoundMachineTests {
  /// What a member has signed in the round, in the only order there is while all are present.
  static let signed: [Set<Slot>] = [[], [.masked], [.masked, .unmask(0)]]

  private func memory(
    _ table: Table, signed: Set<Slot>, stop: StopReason? = nil, owed: OwedOutcome? = nil
  ) -> RoundMemory {
    var memory = RoundMemory(member: table.ids[1])
    memory.signed = signed
    memory.stop = stop
    memory.owed = owed.map { [$0] } ?? []
    if signed.contains(.unmask(0)) { memory.unmasked = .open(table.set) }
    return memory
  }

  /// Every combination of masked files, unmask files, own slots, reason to stop and duty to
  /// publish, against the table written out once more in terms of bits.
  @Test(arguments: 3...7)
  func decidesAsTheTableSays(_ n: Int) throws {
    let table = try Table(n)
    let stops: [StopReason?] = n <= 5 ? [nil, .budgetSpent] : [nil]
    let duties: [OwedOutcome?] = [
      nil, OwedOutcome(round: 0, rank: 0, age: 0), OwedOutcome(round: 0, rank: 2, age: 1.5),
    ]
    var wrong: [String] = []
    for masked in 0...table.all {
      for unmasked in 0...table.all {
        let view = table.view(masked: masked, unmasked: unmasked)
        for signed in Self.signed {
          for (stop, owed) in stops.flatMap({ stop in duties.map { (stop, $0) } }) {
            let memory = memory(table, signed: signed, stop: stop, owed: owed)
            let action = RoundMachine.next(view, memory, elapsed: 0)
            let expected = table.action(
              masked: masked, unmasked: unmasked, signed: signed, stop: stop, owed: owed)
            if action != expected { wrong.append("\(masked) \(unmasked) \(signed): \(action)") }
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) cases, first \(wrong.first ?? "")")
  }

  @Test(arguments: 3...7)
  func countsOnlySharesOfRosterMembersForThisChoice(_ n: Int) throws {
    let table = try Table(n)
    var view = table.view(masked: table.all, unmasked: table.all)
    let all = Choice.open(table.set)
    let signed = table.memory(unmasked: (0, all))
    #expect(RoundMachine.next(view, signed, elapsed: 0) == .close(all))
    let other = table.void(table.all)
    for id in table.ids.prefix(n - table.basis.roster.t) { view.unmasked[id] = [1: other] }
    #expect(RoundMachine.next(view, signed, elapsed: 0) == .close(all))
    view.unmasked[table.ids[n - table.basis.roster.t]] = [1: other]
    for name in ["x1", "x2", "x3"] {
      view.unmasked[try #require(MemberID(name))] = [0: all]
    }
    let silent = Array(table.ids.prefix(n - table.basis.roster.t + 1))
    #expect(
      RoundMachine.next(view, signed, elapsed: 0)
        == .wait(RoundWait(stage: .unmask, members: silent)))
    // The shares of one choice count together, of whatever ballots they are.
    view.unmasked[silent[0]] = [7: all]
    #expect(RoundMachine.next(view, signed, elapsed: 0) == .close(all))
  }

  /// What speaks against everybody keeps a member from ballot 0.
  @Test func unmasksForAllOnlyWhereNothingSpeaksAgainstIt() throws {
    let table = try Table(4)
    let good = table.view(masked: table.all)
    let digests = table.ids.map { table.set.masked[$0]! }
    var conflict = good
    conflict.conflicts = [[digests[2], digests[3]]]
    var convicted = good
    convicted.convicted = [table.ids[3]]
    var twice = good
    twice.masked[table.ids[3]]?.insert(Digest(hashing: [9]))
    #expect(
      RoundMachine.next(good, table.memory(), elapsed: 0) == .publishUnmask(0, .open(table.set)))
    for view in [conflict, convicted, twice] {
      if case .publishUnmask = RoundMachine.next(view, table.memory(), elapsed: 0) {
        Issue.record("unmasks for a set with a liar in it")
      }
    }
    // L2: a vote of its own does so, too.
    let voted = table.memory(votes: [1: table.open(0b0111)])
    for elapsed in [0.0, 1, 3, 100] {
      if case .publishUnmask = RoundMachine.next(good, voted, elapsed: elapsed) {
        Issue.record("unmasks ballot 0 after a vote")
      }
    }
  }

  /// A quorum on another result, and lies to publish, come before everything else.
  @Test func refusesWhenOutvotedAndPublishesOffences() throws {
    let table = try Table(4)
    let offence = Offence(
      .equivocation, at: Place(member: table.ids[3], round: 1, slot: .masked))
    for masked in [0, 5, 15] {
      for signed in Self.signed {
        var view = table.view(masked: masked, unmasked: masked)
        let owed = OwedOutcome(round: 0, rank: 0, age: 0)
        let memory = memory(table, signed: signed, stop: .planCompleted, owed: owed)
        view.offences = [offence]
        #expect(RoundMachine.next(view, memory, elapsed: 9) == .publishEvidence(offence))
        view.isOutvoted = true
        #expect(RoundMachine.next(view, memory, elapsed: 9) == .refuse)
      }
    }
  }

  /// Rank k publishes a closed round's outcome after k times the leader patience, nobody else.
  @Test func publishesWhatIsOwedInTurn() throws {
    let table = try Table(3)
    let view = table.view(masked: 0)
    for rank in [nil, 0, 1, 2] as [Int?] {
      for age in [0.0, 0.99, 1, 1.99, 2, 50] {
        let memory = memory(
          table, signed: [.masked], owed: OwedOutcome(round: 4, rank: rank, age: age))
        let isDue = rank.map { age >= Double($0) } ?? false
        #expect(
          (RoundMachine.next(view, memory, elapsed: 0) == .publishOutcome(4)) == isDue)
      }
    }
  }

  @Test func stopsForEveryReasonOnlyBeforeItTakesPart() throws {
    let table = try Table(3)
    let view = table.view(masked: 7)
    for stop: StopReason in [
      .planCompleted, .budgetSpent, .ownCapReached, .roundsRequested, .leaving, .tooFewMembers,
    ] {
      var memory = memory(table, signed: [], stop: stop)
      // Who goes for good says so first, so that nobody waits for it.
      let isDeparture = stop == .ownCapReached || stop == .leaving
      #expect(
        RoundMachine.next(view, memory, elapsed: 0) == (isDeparture ? .leave(stop) : .stop(stop)))
      memory.signed = [.leave(1)]
      #expect(RoundMachine.next(view, memory, elapsed: 0) == .stop(stop))
      memory.owed = [OwedOutcome(round: 0, rank: nil, age: 0)]
      let wait = RoundWait(stage: .outcome, members: [table.ids[0], table.ids[2]])
      #expect(
        RoundMachine.next(view, memory, elapsed: 0)
          == (stop == .roundsRequested ? .stop(stop) : .wait(wait)))
      // Who has given its vector finishes the round: the others could not without it.
      memory.signed = [.masked]
      #expect(
        RoundMachine.next(view, memory, elapsed: 0) == .publishUnmask(0, .open(table.set)))
    }
  }

  /// Whom the roster does not name as it is now: it enters again and waits.
  @Test func standsOutsideWithoutSigningAnythingOfTheRound() throws {
    let table = try Table(4)
    for masked in [0, 7, 15] {
      let view = table.view(masked: masked)
      var memory = RoundMemory(member: table.ids[1], incarnation: 2)
      #expect(RoundMachine.next(view, memory, elapsed: 9) == .enrol)
      memory.isEnrolled = true
      #expect(
        RoundMachine.next(view, memory, elapsed: 9)
          == .wait(RoundWait(stage: .roster, members: table.ids)))
      memory.stop = .leaving
      #expect(RoundMachine.next(view, memory, elapsed: 9) == .stop(.leaving))
    }
    let decided = table.view(masked: 15, unmasked: 15)
    let stranger = RoundMemory(member: table.ids[1], incarnation: 2)
    #expect(RoundMachine.next(decided, stranger, elapsed: 0) == .close(.open(table.set)))
  }
}
