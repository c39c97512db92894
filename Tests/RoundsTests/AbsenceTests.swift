import Artifacts
import Rounds
import Sodium
import Testing

/// What a member does when not everybody is present: deadline, votes, certificates, cuts, copies.
/// The plan's patience is one second for each.
@Suite struct AbsenceTests {
  /// All masked files that may be here, before and after the deadline, nobody else heard of.
  @Test(arguments: 3...6)
  func votesForItsOwnViewAtTheDeadline(_ n: Int) throws {
    let table = try Table(n)
    let m = table.basis.roster.m
    for id in table.ids {
      for present in 0..<table.all {
        let view = table.view(masked: present)
        for elapsed in [0.0, 0.999, 1, 1.999] {
          let action = RoundMachine.next(view, table.memory(of: id), elapsed: elapsed)
          let isVote = elapsed >= 1 && present.nonzeroBitCount >= m
          #expect((action == .publishVote(1, table.open(present))) == isVote)
          if !isVote { #expect(action.isWait(.masked), "\(action)") }
        }
      }
    }
  }

  /// Whoever comes too late for a sum helps to open it with its shares, and then gives no vector.
  @Test func aLateMemberUnmasksWhatIsCertified() throws {
    let table = try Table(5)
    let late = table.ids[1]
    let four = table.open(0b11101)
    let voters = table.members(0b11101)
    var memory = RoundMemory(member: late)
    for (present, isHere) in [(0b11101, true), (0b01101, false)] {
      var view = table.view(masked: present)
      view.votes = [1: Dictionary(uniqueKeysWithValues: voters.map { ($0, four) })]
      let action = RoundMachine.next(view, memory, elapsed: 0)
      #expect(isHere ? action == .publishUnmask(1, four) : action.isWait(.unmask), "\(action)")
      view.votes = [:]
      #expect(RoundMachine.next(view, memory, elapsed: 0) == .publishMasked)
    }
    memory.signed = [.unmask(1)]
    memory.unmasked = four
    for present in 0..<table.all {
      let action = RoundMachine.next(table.view(masked: present), memory, elapsed: 0)
      #expect(action != .publishMasked)
    }
  }

  /// Nobody waits for members that have left or are convicted.
  @Test func settledRoundsNeedNoDeadline() throws {
    let table = try Table(5)
    let four = table.open(0b01111)
    for mark in [\RoundView.gone, \RoundView.convicted] {
      var view = table.view(masked: 0b01111)
      view[keyPath: mark] = [table.ids[3]]
      #expect(RoundMachine.next(view, table.memory(), elapsed: 0).isWait(.masked))
      view[keyPath: mark] = [table.ids[4]]
      #expect(RoundMachine.next(view, table.memory(), elapsed: 0) == .publishVote(1, four))
    }
    // Whoever left has given its vector before: that counts.
    var all = table.view(masked: table.all)
    all.gone = [table.ids[4]]
    #expect(
      RoundMachine.next(all, table.memory(), elapsed: 0) == .publishUnmask(0, .open(table.set)))
  }

  /// The leader's choice, wherever it can be followed.
  @Test func followsTheLeadersVote() throws {
    let table = try Table(6)
    let leader = table.basis.leader
    let (four, five) = (table.open(0b001111), table.open(0b011111))
    func vote(_ choice: Choice, by id: MemberID, present: Int) -> RoundAction {
      var view = table.view(masked: present)
      view.votes = [1: [id: choice]]
      return RoundMachine.next(view, table.memory(), elapsed: 1)
    }
    let other = try #require(table.ids.first { $0 != leader })
    #expect(vote(four, by: leader, present: 0b011111) == .publishVote(1, four))
    #expect(vote(four, by: other, present: 0b011111) == .publishVote(1, five))
    #expect(vote(five, by: leader, present: 0b001111) == .publishVote(1, four))
    #expect(vote(table.void(0b001111), by: leader, present: 0b011111) == .publishVote(1, five))
    #expect(vote(table.open(0b000111), by: leader, present: 0b011111) == .publishVote(1, five))
  }

  /// L4: t supporters and not one fewer, a ballot not below the own, once.
  @Test(arguments: 3...7)
  func unmasksOnACertificate(_ n: Int) throws {
    let table = try Table(n)
    let t = table.basis.roster.t
    let choice = table.open(table.all)
    for supporters in 0...table.all {
      for ballot in [1, 2, 5] {
        for own in [1, 2, 6] {
          var view = table.view(masked: table.all)
          view.votes[ballot] = Dictionary(
            uniqueKeysWithValues: table.members(supporters).map { ($0, choice) })
          let memory = table.memory(votes: [own: table.void(table.all)])
          let isDue = supporters.nonzeroBitCount >= t && ballot >= own
          #expect(
            (RoundMachine.next(view, memory, elapsed: 1) == .publishUnmask(ballot, choice))
              == isDue)
          let bound = table.memory(unmasked: (0, choice))
          #expect(RoundMachine.next(view, bound, elapsed: 1).isWait(.unmask))
        }
      }
    }
  }

  /// An unmask supports its choice in every later ballot, and in no earlier or equal one.
  @Test func unmaskFilesSupportTheirChoiceFromThenOn() throws {
    let table = try Table(4)
    let (all, three) = (table.open(0b1111), table.open(0b0111))
    func action(unmasked: [Int: Choice], ballot: Int) -> RoundAction {
      var view = table.view(masked: table.all)
      view.votes[ballot] = [table.ids[1]: all, table.ids[2]: all]
      view.unmasked[table.ids[0]] = unmasked
      return RoundMachine.next(view, table.memory(votes: [1: all]), elapsed: 1)
    }
    for (unmask, ballot) in [(0, 1), (0, 2), (1, 2), (2, 5)] {
      #expect(action(unmasked: [unmask: all], ballot: ballot) == .publishUnmask(ballot, all))
      #expect(action(unmasked: [unmask: three], ballot: ballot).isWait(.vote))
    }
    for (unmask, ballot) in [(1, 1), (2, 1), (5, 2)] {
      #expect(action(unmasked: [unmask: all], ballot: ballot).isWait(.vote))
    }
  }
}

extension RoundAction {
  /// Whether it waits in a stage.
  func isWait(_ stage: RoundWait.Stage) -> Bool {
    if case .wait(let wait) = self { wait.stage == stage } else { false }
  }
}
