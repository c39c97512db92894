import Artifacts
import Rounds
import Testing

/// Whether members can be led to where no choice can be decided any more, for each honest member
/// has revealed its shares for one for ever.
@Suite struct DeadEndTests {
  /// Whether such a state is reached.
  ///
  /// - Parameter areLiarsHeard: liars sign votes and several masked files before they fall silent;
  ///   else they sign one masked file at most.
  private func reachesDeadEnd(
    _ n: Int, removed: [Lock] = [], areLiarsHeard: Bool = false
  ) throws -> Bool {
    let basis = try Table(n).basis
    let everybody = (1 << (n - basis.roster.c)) - 1
    let part = try #require(LockTests.parts(n, basis.roster).first)
    return Course.all(ballots: 2).contains { course in
      guard areLiarsHeard || !course.ballots.contains(1) else { return false }
      let stage = Stage(
        basis, liars: Array(0..<basis.roster.c),
        course.options(course.kinds.map { _ in part }, everybody: everybody))
      let search = LockSearch(
        Witness(stage, member: 0, removed: removed, areLiarsHeard: areLiarsHeard),
        ballots: course.votes, everybody: areLiarsHeard ? Course.everybody : [0])
      return search.unmasked.contains { unmasked in
        let free = stage.honest.count - unmasked.count
        return stage.choices.indices.allSatisfy { choice in
          free + unmasked.count { $0 >> choice & 1 == 1 } < basis.roster.t
        }
      }
    }
  }

  /// Absence alone never blocks a round: what the honest members have revealed can be completed.
  @Test(arguments: 4...7)
  func silentMembersLeadToNone(_ n: Int) throws {
    #expect(try !reachesDeadEnd(n))
  }

  /// L2 is what this takes: a member whose vote certified a set must not reveal for everybody.
  @Test(arguments: [4, 5, 7])
  func withoutTheLockOfBallotZeroTheyWould(_ n: Int) throws {
    #expect(try reachesDeadEnd(n, removed: [.ballotZeroBeforeVotes]))
  }

  /// The limit of what is promised: a liar that helps to certify, or signs two masked files, and
  /// then falls silent, together with a folder that hides files at the right time, can block a
  /// round. People restart it; nothing was opened that should not be.
  @Test(arguments: [4, 5, 7])
  func lyingMembersWithTheFoldersHelpCanBlockARound(_ n: Int) throws {
    #expect(try reachesDeadEnd(n, areLiarsHeard: true))
  }
}
