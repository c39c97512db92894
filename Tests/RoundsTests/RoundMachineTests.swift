import Artifacts
import Rounds
import Sodium
import Testing

/// The decision table of a member, exhaustively for three to seven members.
@Suite struct RoundMachineTests {
  /// What a member has signed in the round, in the only order there is.
  static let signed: [Set<Slot>] = [[], [.masked], [.masked, .unmask(0)]]

  /// Every combination of masked files, unmask files, own slots, reason to stop and duty to
  /// publish, against the table written out once more in terms of bits.
  @Test(arguments: 3...7)
  func decidesAsTheTableSays(_ n: Int) throws {
    let table = try Table(n)
    let stops: [StopReason?] = n <= 5 ? [nil, .budgetSpent] : [nil]
    var wrong: [String] = []
    for masked in 0..<(1 << n) {
      for unmasked in 0..<(1 << n) {
        let view = table.view(masked: masked, unmasked: unmasked)
        for signed in Self.signed {
          for stop in stops {
            for (leads, isPublished) in [(false, false), (true, false), (true, true)] {
              let memory = table.memory(
                signed: signed, stop: stop, leads: leads, isPublished: isPublished)
              let action = RoundMachine.next(view, memory)
              let expected = table.action(
                masked: masked, unmasked: unmasked, signed: signed, stop: stop,
                owes: leads && !isPublished)
              if action != expected { wrong.append("\(masked) \(unmasked) \(signed): \(action)") }
            }
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) cases, first \(wrong.first ?? "")")
  }

  @Test(arguments: 3...7)
  func revealsNothingBeforeItHoldsEveryMaskedFile(_ n: Int) throws {
    let table = try Table(n)
    for masked in 0..<(1 << n) {
      for signed in Self.signed {
        let view = table.view(masked: masked, unmasked: (1 << n) - 1)
        let action = RoundMachine.next(view, table.memory(signed: signed))
        switch action {
        case .publishUnmask(let set), .close(let set):
          #expect(masked == (1 << n) - 1 && set == table.set)
        default: break
        }
        if signed.contains(.masked) { #expect(action != .publishMasked) }
        if case .publishUnmask = action { #expect(!signed.contains(.unmask(0))) }
      }
    }
  }

  @Test(arguments: 3...7)
  func countsOnlySharesOfRosterMembersForThisSet(_ n: Int) throws {
    let table = try Table(n)
    let all = (1 << n) - 1
    var view = table.view(masked: all, unmasked: all)
    let signed = table.memory(signed: [.masked, .unmask(0)])
    #expect(RoundMachine.next(view, signed) == .close(table.set))
    let other = Digest(hashing: [77])
    for id in table.ids.prefix(n - table.basis.roster.t) { view.unmasked[id] = other }
    #expect(RoundMachine.next(view, signed) == .close(table.set))
    let last = table.ids[n - table.basis.roster.t]
    view.unmasked[last] = other
    for name in ["x1", "x2", "x3"] {
      view.unmasked[try #require(MemberID(name))] = table.set.digest
    }
    let silent = Array(table.ids.prefix(n - table.basis.roster.t + 1))
    #expect(
      RoundMachine.next(view, signed) == .wait(RoundWait(stage: .unmask, members: silent)))
  }

  /// A published outcome that differs outweighs everything else.
  @Test func refusesEveryContradictingOutcome() throws {
    let table = try Table(4)
    let lie = Digest(hashing: [66])
    for author in table.ids {
      for (round, slot) in [(0, Slot.result), (1, .commit), (0, .model)] {
        let place = Place(member: author, round: round, slot: slot)
        for masked in [0, 5, 15] {
          for (signed, stop) in zip(Self.signed, [StopReason.planCompleted, nil, nil]) {
            var view = table.view(masked: masked, unmasked: masked)
            let memory = table.memory(signed: signed, stop: stop, leads: true)
            view.published[place] = lie
            #expect(RoundMachine.next(view, memory) == .refuse(place))
            view.published[place] = table.truth(slot)
            view.published[Place(member: author, round: 7, slot: slot)] = lie
            #expect(RoundMachine.next(view, memory) == .publishOutcome)
          }
        }
      }
    }
  }

  @Test func namesTheFirstOfSeveralLies() throws {
    let table = try Table(3)
    var view = table.view(masked: 0, unmasked: 0)
    for author in table.ids {
      view.published[Place(member: author, round: 0, slot: .result)] = Digest(hashing: [6])
      view.published[Place(member: author, round: 0, slot: .model)] = Digest(hashing: [6])
    }
    let first = Place(member: table.ids[0], round: 0, slot: .model)
    #expect(RoundMachine.next(view, table.memory(signed: [])) == .refuse(first))
  }

  @Test func stopsForEveryReasonOnlyBeforeItTakesPart() throws {
    let table = try Table(3)
    let view = table.view(masked: 7, unmasked: 0)
    for stop: StopReason in [.planCompleted, .budgetSpent, .ownCapReached, .roundsRequested] {
      #expect(RoundMachine.next(view, table.memory(signed: [], stop: stop)) == .stop(stop))
      // Who has given its vector finishes the round: the others could not without it.
      #expect(
        RoundMachine.next(view, table.memory(signed: [.masked], stop: stop))
          == .publishUnmask(table.set))
    }
  }
}
