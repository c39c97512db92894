import Artifacts
import Rounds

/// For whom a round waits as anybody sees it who reads the shared directory.
struct PublicWait {
  let view: RoundView

  private var ids: [MemberID] { view.basis.roster.ids }

  /// The wait; nobody's own clock is known, so there is no time in it.
  var wait: RoundWait {
    let ballots = Ballots(view)
    if let decided = ballots.decided {
      let first = view.basis.leaders.first { decided.set.masked[$0] != nil }
      return RoundWait(stage: .outcome, members: first.map { [$0] } ?? ids)
    }
    if let lost { return lost }
    let unmasked = Set(view.unmasked.keys)
    guard view.votes.isEmpty else {
      let newest = view.votes.keys.max() ?? 1
      if ballots.certified(in: newest) != nil { return waiting(.unmask, unmasked) }
      return waiting(.vote, unmasked.union((view.votes[newest] ?? [:]).keys))
    }
    let lacking = ids.filter { view.masked[$0] == nil }
    return lacking.isEmpty
      ? waiting(.unmask, unmasked) : RoundWait(stage: .masked, members: lacking)
  }

  /// Nobody of those who are gone can make a quorum any more.
  private var lost: RoundWait? {
    let gone = ids.filter { view.gone.contains($0) || view.convicted.contains($0) }
    let bound = Set(view.unmasked.keys).union(view.votes.values.flatMap(\.keys))
    let left = ids.count { !gone.contains($0) || bound.contains($0) }
    return left < view.basis.roster.t ? RoundWait(stage: .restart, members: gone) : nil
  }

  private func waiting(_ stage: RoundWait.Stage, _ done: Set<MemberID>) -> RoundWait {
    RoundWait(
      stage: stage, members: ids.filter { !done.contains($0) && !view.gone.contains($0) })
  }
}
