import Artifacts
import Rounds
import Testing

/// The search has teeth: where a lock is missing, or the quorum is too small for the liars, it finds
/// the attack that the lock prevents.
///
/// Choices 0 and 1 are everybody with two versions of a liar's file; 2, 3 and 4 leave honest members
/// out. Each honest member unmasks once, so with 2 (t - c) > n - c no two sums are ever opened,
/// whatever the votes; what the votes prevent from six members on is that shares of several
/// certified choices together leave out more members than any one of them.
@Suite struct TeethTests {
  /// A search without some locks.
  struct Case: Sendable {
    let name: String
    let n: Int
    var removed: [Lock] = []
    /// More liars than the quorum is made for.
    var more = 0
    let ballots: [[Int]]
    /// Honest members of the choices 2, 3, 4 as bits.
    let parts: [Int]
    let attacks: Set<Shares.Attack>

    /// What the search finds.
    func run(
      removed: [Lock], more: Int, layersTooMany: Int = 0
    ) throws -> Set<Shares.Attack> {
      let basis = try Table(n).basis
      let liars = Array(0..<(basis.roster.c + more))
      let everybody = (1 << (n - liars.count)) - 1
      let options =
        [0, 1].map { Stage.Option(kind: .open, honest: everybody, version: $0) }
        + parts.enumerated().map { index, part in
          Stage.Option(kind: .open, honest: part & everybody, version: 2 + index)
        }
      let stage = Stage(basis, liars: liars, options)
      let search = LockSearch(
        Witness(stage, member: 0, removed: removed), ballots: ballots,
        everybody: Course.everybody, limit: 400_000)
      let shares = try Shares(stage, layersTooMany: layersTooMany)
      return Set(search.unmasked.compactMap { shares.attack($0) })
    }
  }

  static let cases: [Case] = [
    // A memory without its unmask: three members unmask everybody, then two of them vote for two
    // and the liar, and a second sum is open: the difference is the third hospital's vector.
    Case(
      name: "no memory of the unmask", n: 4, removed: [.unmaskOnce, .noVoteAfterUnmask],
      ballots: [[2, 3], [3]], parts: [0b011, 0b101, 0b111], attacks: [.twoSums, .twoDecisions]),
    // Two versions of the liar's file: whoever unmasks for one and then for the other decides both.
    Case(
      name: "L4: one unmask in a round", n: 4, removed: [.unmaskOnce], ballots: [[2, 3], [3]],
      parts: [0b011, 0b101, 0b111], attacks: [.twoDecisions]),
    // Who has unmasked helps to certify other sets; five shares of three sets that leave out two
    // each open a sum of two honest members.
    Case(
      name: "L3: no vote after an unmask", n: 6, removed: [.noVoteAfterUnmask],
      ballots: [[2], [3], [4]], parts: [0b00111, 0b01011, 0b10011], attacks: [.smallSum]),
    // The same with members that unmask an old certificate after newer votes.
    Case(
      name: "L4: no unmask below a vote", n: 6, removed: [.unmaskAboveVotes],
      ballots: [[2], [3], [4]], parts: [0b00111, 0b01011, 0b10011], attacks: [.smallSum]),
    // The same with three certificates of one ballot.
    Case(
      name: "L3: a vote in rising ballots", n: 6, removed: [.risingVotes], ballots: [[2, 3, 4]],
      parts: [0b00111, 0b01011, 0b10011], attacks: [.smallSum]),
    Case(
      name: "no memory of the votes", n: 6,
      removed: [.ballotZeroBeforeVotes, .risingVotes, .unmaskAboveVotes], ballots: [[2, 3, 4]],
      parts: [0b00111, 0b01011, 0b10011], attacks: [.smallSum]),
    // A quorum one too small: two certificates need not share an honest member. Four members, one
    // liar more: each of the two honest is led to another sum, that of itself alone included.
    Case(
      name: "a quorum too small for 4", n: 4, more: 1, ballots: [[2, 3], [3]],
      parts: [0b01, 0b10, 0b11], attacks: [.twoSums, .twoDecisions]),
    Case(
      name: "a quorum too small for 6", n: 6, more: 1, ballots: [[2, 3], [3, 4]],
      parts: [0b0011, 0b0101, 0b1001], attacks: [.twoSums, .smallSum, .twoDecisions]),
    Case(
      name: "a quorum too small for 7", n: 7, more: 1, ballots: [[2, 3], [3, 4]],
      parts: [0b0011, 0b0101, 0b1001], attacks: [.twoSums, .smallSum, .twoDecisions]),
  ]

  @Test(arguments: cases)
  func findsTheAttackThatALockPrevents(_ attempt: Case) throws {
    let found = try attempt.run(removed: attempt.removed, more: attempt.more)
    #expect(found.isSuperset(of: attempt.attacks), "\(attempt.name): \(found)")
    #expect(try attempt.run(removed: [], more: 0) == [], "\(attempt.name), nothing removed")
  }

  /// An unmask file that gave away one layer of noise more than its choice makes superfluous would
  /// leave too little.
  @Test func findsALayerTooMany() throws {
    let found = try Self.cases[2].run(removed: [], more: 0, layersTooMany: 1)
    #expect(found == [.littleNoise])
  }

  /// L1: a slot that is forgotten is filled twice. Two masked files of one round convict their
  /// author, and hand out two vectors under the same common masks.
  @Test(arguments: 3...7)
  func masksTwiceWhereTheSignedSlotIsForgotten(_ n: Int) throws {
    let table = try Table(n)
    for present in 0...table.all {
      let view = table.view(masked: present)
      var memory = table.memory()
      for elapsed in [0.0, 1, 2, 9] {
        #expect(RoundMachine.next(view, memory, elapsed: elapsed) != .publishMasked)
      }
      memory.signed = []
      #expect(RoundMachine.next(view, memory, elapsed: 0) == .publishMasked)
    }
  }
}

extension TeethTests.Case: CustomTestStringConvertible {
  var testDescription: String { name }
}
