import Artifacts
import Rounds
import Sodium
import Testing

/// Ballots from 2 on: who proposes when, who follows, and copies for those who lack a file. The
/// plan's patience is one second for each, so ballot b opens after b seconds.
@Suite struct CutTests {
  private let table: Table
  private let leaders: [MemberID]
  private let four: Choice

  init() throws {
    table = try Table(5)
    leaders = table.basis.leaders
    four = table.open(0b01111)
  }

  /// Rank after rank, each at its time, and only above the own vote.
  @Test func leadersProposeInTurn() throws {
    let view = table.view(masked: 0b01111)
    for (rank, leader) in leaders.enumerated() {
      let memory = table.memory(of: leader, votes: [1: table.open(0b01111)])
      for (ballot, elapsed) in (2...12).map({ ($0, Double($0)) }) {
        for elapsed in [elapsed, elapsed + 0.99] {
          let action = RoundMachine.next(view, memory, elapsed: elapsed)
          let isDue = table.basis.leader(ofBallot: ballot) == leader
          #expect((action == .publishCut(ballot, four)) == isDue, "\(rank) at \(elapsed)")
        }
      }
      #expect(RoundMachine.next(view, memory, elapsed: 1.99).isWait(.vote))
      var signed = memory
      signed.signed.insert(.cut(rank + 2))
      #expect(!RoundMachine.next(view, signed, elapsed: Double(rank + 2)).isCut)
      let later = table.memory(of: leader, votes: [1: four, rank + 2: four])
      #expect(!RoundMachine.next(view, later, elapsed: Double(rank + 2)).isCut)
    }
  }

  @Test func nobodyProposesWhereACutOrACertificateIs() throws {
    let memory = table.memory(of: leaders[0], votes: [1: four])
    var view = table.view(masked: 0b01111)
    view.cuts[3] = table.open(0b11110)
    #expect(!RoundMachine.next(view, memory, elapsed: 2).isCut)
    view.cuts = [:]
    let certified = table.open(0b11110)
    view.votes[1] = Dictionary(
      uniqueKeysWithValues: leaders.dropFirst().map { ($0, certified) })
    #expect(!RoundMachine.next(view, memory, elapsed: 2).isCut, "it waits for the file it lacks")
  }

  /// L3, and a lying leader must not run ahead of the others' turns.
  @Test func votesOnTheNewestTimelyCut() throws {
    let other = table.open(0b11110)
    var view = table.view(masked: 0b11111)
    view.convicted = [table.ids[0]]
    func action(_ cuts: [Int: Choice], highest: Int, elapsed: Double) -> RoundAction {
      view.cuts = cuts
      let votes = highest == 0 ? [:] : [highest: four]
      return RoundMachine.next(view, table.memory(votes: votes), elapsed: elapsed)
    }
    #expect(action([2: other], highest: 1, elapsed: 2) == .publishVote(2, other))
    #expect(action([2: other, 3: four], highest: 1, elapsed: 2) == .publishVote(3, four))
    #expect(action([2: other, 4: four], highest: 1, elapsed: 2) == .publishVote(2, other))
    #expect(action([2: other, 4: four], highest: 1, elapsed: 3) == .publishVote(4, four))
    #expect(!action([2: other], highest: 2, elapsed: 2.5).isVote)
    #expect(!action([2: other], highest: 3, elapsed: 2.5).isVote)
    #expect(action([2: other], highest: 0, elapsed: 2) == .publishVote(1, other))
    let unmasked = table.memory(votes: [1: four], unmasked: (1, four))
    view.cuts = [2: other, 3: other]
    #expect(!RoundMachine.next(view, unmasked, elapsed: 2).isVote)
    view.masked[table.ids[4]] = nil
    #expect(!action([2: other], highest: 1, elapsed: 2).isVote, "a file of it is not here")
  }

  /// What others have unmasked for may still arrive: one patience more.
  @Test func waitsForFilesThatOthersHaveUnmaskedFor() throws {
    var view = table.view(masked: 0b01111)
    view.unmasked[table.ids[0]] = [0: .open(table.set)]
    #expect(
      RoundMachine.next(view, table.memory(), elapsed: 1.99).isWait(.masked))
    #expect(RoundMachine.next(view, table.memory(), elapsed: 2) == .publishVote(1, four))
  }

  /// Where no sum can be opened the round is void for those whose statements are here.
  @Test func proposesToEndTheRoundWhereNothingCanBeOpened() throws {
    let memory = table.memory(of: leaders[0])
    // Fewer than a quorum have shown themselves: no ballot can succeed, so none is opened.
    for present in 0...table.all where present.nonzeroBitCount < table.basis.roster.t {
      #expect(
        RoundMachine.next(table.view(masked: present), memory, elapsed: 2).isWait(.masked))
    }
    // A statement is enough for a void round; its vector need not be here.
    var view = table.view(masked: 0b00111)
    view.statements[table.ids[3]] = [table.set.masked[table.ids[3]]!]
    #expect(RoundMachine.next(view, memory, elapsed: 2) == .publishCut(2, table.void(0b01111)))
    view.cuts[2] = table.void(0b01111)
    #expect(
      RoundMachine.next(view, table.memory(of: leaders[1]), elapsed: 2)
        == .publishVote(2, table.void(0b01111)))
  }

  /// What one leader proposes in its first turns.
  private func proposals(of rank: Int, _ view: RoundView, turns: Int) -> [Choice] {
    let memory = table.memory(of: leaders[rank], votes: [1: four])
    let ballots = (2...).lazy.filter { table.basis.leader(ofBallot: $0) == leaders[rank] }
    return ballots.prefix(turns).compactMap { ballot in
      let action = RoundMachine.next(view, memory, elapsed: Double(ballot))
      if case .publishCut(_, let choice) = action { return choice } else { return nil }
    }
  }

  /// The others may all be bound: then one leader has to come to every candidate by itself.
  @Test func everyLeaderProposesEveryCandidateInTurn() throws {
    let all = Choice.open(table.set)
    for rank in leaders.indices {
      let others = leaders.filter { $0 != leaders[rank] }
      var view = table.view(masked: table.all)
      view.votes[1] = [leaders[rank]: four]
      for id in others.prefix(3) { view.unmasked[id] = [0: all] }
      #expect(Set(proposals(of: rank, view, turns: 2)) == [all, four])
    }
  }

  /// A liar unmasks for whatever it likes, again and again.
  @Test func liarsDoNotCrowdOutWhatAnHonestMemberIsBoundTo() throws {
    let all = Choice.open(table.set)
    for rank in leaders.indices {
      let others = leaders.filter { $0 != leaders[rank] }
      var view = table.view(masked: table.all)
      view.votes[1] = [leaders[rank]: four]
      view.unmasked[others[0]] = [0: all]
      let lies =
        (0...table.all).filter { $0.nonzeroBitCount == 4 }.map { table.open($0) }
        + (0...table.all).filter { $0.nonzeroBitCount == 3 }.map { table.void($0) }
      view.unmasked[others[1]] = Dictionary(
        uniqueKeysWithValues: lies.enumerated().map { ($0 + 1, $1) })
      #expect(proposals(of: rank, view, turns: 4).contains(all))
    }
  }

  /// Copies of what it voted or unmasked for, rank after rank, each once.
  @Test func copiesFilesForThoseWhoLackThem() throws {
    var view = table.view(masked: table.all)
    view.convicted = [leaders[0]]
    for (rank, leader) in leaders.enumerated() {
      var memory = table.memory(of: leader, unmasked: (0, .open(table.set)))
      func action(_ elapsed: Double) -> RoundAction {
        RoundMachine.next(view, memory, elapsed: elapsed)
      }
      let others = table.ids.filter { $0 != leader }
      #expect(action(1.99 + Double(rank)).isWait(.unmask))
      #expect(action(2 + Double(rank)) == .relay(others[0]))
      memory.signed.insert(.relay(others[0]))
      #expect(action(2 + Double(rank)) == .relay(others[1]))
      memory.signed.formUnion(others.map { .relay($0) })
      // Then it has the turn to propose what it is bound to, if somebody is free to vote for it.
      #expect(action(2 + Double(rank)).isWait(.unmask))
      view.votes[1] = [others[0]: four]
      #expect(action(2 + Double(rank)) == .publishCut(2 + rank, .open(table.set)))
      view.relayed = Set(others)
      memory.signed = [.masked, .unmask(0)]
      #expect(action(2 + Double(rank)) == .publishCut(2 + rank, .open(table.set)))
      memory.signed.insert(.cut(2 + rank))
      #expect(action(2 + Double(rank)).isWait(.unmask))
      view.relayed = []
      view.votes = [:]
    }
  }

  /// Of two who contradict each other nobody can tell who lies: the later rank stays out.
  @Test func leavesOutTheFewestWhoContradict() throws {
    let n = 6
    let table = try Table(n)
    let ranks = table.basis.leaders
    func vote(_ pairs: [(Int, Int)]) -> Set<MemberID>? {
      var view = table.view(masked: table.all)
      view.conflicts = Set(
        pairs.map { [table.set.masked[ranks[$0]]!, table.set.masked[ranks[$1]]!] })
      let action = RoundMachine.next(view, table.memory(), elapsed: 1)
      guard case .publishVote(1, let choice) = action else { return nil }
      return Set(table.ids).subtracting(choice.set.members)
    }
    #expect(vote([(0, 1)]) == [ranks[1]])
    #expect(vote([(2, 4)]) == [ranks[4]])
    #expect(vote([(0, 1), (0, 2), (0, 5)]) == [ranks[0]])
    #expect(vote([(0, 1), (0, 2), (3, 4)]) == [ranks[0], ranks[4]])
    #expect(vote([(0, 1), (2, 3), (4, 5)]) == nil, "three left are fewer than m")
  }
}

extension RoundAction {
  /// Whether it proposes.
  var isCut: Bool { if case .publishCut = self { true } else { false } }
  /// Whether it votes.
  var isVote: Bool { if case .publishVote = self { true } else { false } }
}
