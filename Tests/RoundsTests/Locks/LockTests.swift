import Artifacts
import Rounds
import Sodium
import Testing

/// The locks by exhaustion: up to c liars and a hiding folder against the real machine, over ballot
/// 0 and three further ones.
@Suite struct LockTests {
  /// The honest parts of sets that may be opened.
  static func parts(_ n: Int, _ roster: Roster) -> [Int] {
    (1..<(1 << (n - roster.c))).filter { $0.nonzeroBitCount >= roster.m - roster.c }
  }

  /// All honest parts of a number of choices; the first up to names of the members.
  private func tuples(_ parts: [Int], _ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    var tuples = parts.filter { $0 & ($0 + 1) == 0 }.map { [$0] }
    for _ in 1..<count { tuples = tuples.flatMap { tuple in parts.map { tuple + [$0] } } }
    return tuples
  }

  /// Never two sums, never a sum of too few or with too little noise, never two decisions.
  @Test(arguments: 3...7)
  func noBehaviourOpensASecondSumOrASmallOne(_ n: Int) throws {
    let table = try Table(n)
    let roster = table.basis.roster
    let everybody = (1 << (n - roster.c)) - 1
    let parts = Self.parts(n, roster)
    let ranks = Array(0..<roster.c)
    var (states, opened, decided) = (0, 0, 0)
    for course in Course.all(ballots: 2) + Course.all(ballots: 3) {
      func stage(_ honest: [Int]) -> Stage {
        Stage(table.basis, liars: ranks, course.options(honest, everybody: everybody))
      }
      let tuples = tuples(parts, course.kinds.count)
      let witness = Witness(stage(tuples[0]), member: 0, keepsLog: true)
      let search = LockSearch(witness, ballots: course.votes, everybody: Course.everybody)
      states += search.found.count
      #expect(search.isOneChoiceInABallot, "\(course)")
      for honest in tuples {
        let shares = try Shares(stage(honest))
        for unmasked in search.unmasked {
          opened += shares.openable(unmasked).isEmpty ? 0 : 1
          decided += shares.decided(unmasked).isEmpty ? 0 : 1
          // Millions of times: an expectation each would take longer than the search.
          if let attack = shares.attack(unmasked) {
            Issue.record("\(attack): \(course) \(honest) \(unmasked)")
          }
        }
      }
      try replay(witness.log, course, tuples, everybody, table.basis)
    }
    // 4.2 million states for seven members, of which 270 000 endings open a sum.
    #expect(states > 5_000 && opened > 100 && decided > 100, "the search reaches what it is about")
  }

  /// Puts the questions of a search again, with other sets, liars and members: no answer is yes that
  /// was no, so no other search reaches more. The search itself has the smallest sets and lying
  /// leaders, who can do most.
  private func replay(
    _ log: [(question: Witness.Question, answer: Bool)], _ course: Course, _ tuples: [[Int]],
    _ everybody: Int, _ basis: RoundBasis
  ) throws {
    let (n, c) = (basis.roster.ids.count, basis.roster.c)
    let honest = n - c
    for turn in 0..<(n > 5 ? 2 : 6) {
      let tuple = tuples[(turn * 7919 + 3) % tuples.count]
      let ranks = turn == 0 ? Array(0..<c) : Array(Set((0..<c).map { (turn + $0) % n }))
      let stage = Stage(
        basis, liars: ranks, course.options(tuple, everybody: everybody))
      let witness = Witness(stage, member: (turn + tuple.reduce(0, +)) % honest)
      for (question, answer) in log where !answer && witness.answer(question) {
        Issue.record("\(course) \(question)")
      }
    }
  }
}
