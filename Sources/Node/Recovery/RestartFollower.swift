import Artifacts
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// Follows a restart that people have put in force.
struct RestartFollower {
  let keeper: RoundKeeper

  /// Goes on as the newest restart says, if there is one for the round in work or a later one and
  /// the result that it names is known or lies here.
  ///
  /// - Parameter isOutvoted: whether a quorum stands on another result of the closed round. Then a
  ///   restart of that very round is followed as well: the others have decided it while this
  ///   hospital closed the round.
  /// - Returns: whether the hospital has moved.
  func follow(isOutvoted: Bool = false) throws -> Bool {
    let manifest = keeper.manifest.content
    let isStanding = keeper.closed.outcome == .restart
    let first = isOutvoted && !isStanding ? keeper.closed.round : keeper.round
    guard let restart = keeper.membership.restartsInForce.last(where: { $0.round >= first }),
      let (tip, file) = try ground(of: restart)
    else { return false }
    let state = try RoundArithmetic(manifest.plan).decode(
      model: file, path: "\(Place.roundFolder(tip.round))/model")
    // Whoever signs a restart could name keys of its own for others: only what each member has
    // signed itself counts. What is not here yet is waited for.
    guard restart.body.members.values.allSatisfy(keeper.membership.verified.contains) else {
      return false
    }
    let outcome = try restart.outcome(tip: tip, model: state, file: file, manifest: manifest)
    let ranking = LeaderDraw.ranking(outcome.result.roster.ids, commit: outcome.result.commit)
    // Before the round is entered: after a crash between the two it is done again.
    try keeper.membership.follow(restart.body, round: restart.round)
    keeper.forgive()
    try keeper.advance(to: outcome, ranking: ranking)
    return true
  }

  /// The result to go on from, and its model.
  private func ground(of restart: Restart) throws -> (ResultDocument, [UInt8])? {
    if Digest(hashing: keeper.tip.resultBytes) == restart.body.tip {
      return (keeper.closed, try keeper.hospital.modelFile(of: keeper.closed))
    }
    let found = CatchUp(for: keeper).find(restart.body.tip, round: restart.body.tipRound)
    return found.map { ($0.result.content, $0.model) }
  }
}
