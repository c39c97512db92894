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
  /// - Returns: whether the hospital has moved.
  func follow() throws -> Bool {
    let manifest = keeper.manifest.content
    let restarts = Restart.inForce(Array(keeper.membership.restarts.values), manifest: manifest)
    guard let restart = restarts.last(where: { $0.round >= keeper.round }),
      let (tip, file) = try ground(of: restart)
    else { return false }
    let state = try RoundArithmetic(manifest.plan).decode(
      model: file, path: "\(Place.roundFolder(tip.round))/model")
    let outcome = try restart.outcome(tip: tip, model: state, file: file, manifest: manifest)
    let ranking = LeaderDraw.ranking(outcome.result.roster.ids, commit: outcome.result.commit)
    try keeper.advance(to: outcome, ranking: ranking)
    try keeper.membership.follow(restart.body)
    return true
  }

  /// The result to go on from, and its model.
  private func ground(of restart: Restart) throws -> (ResultDocument, [UInt8])? {
    if Digest(hashing: keeper.tip.resultBytes) == restart.body.tip {
      return (keeper.closed, try keeper.hospital.modelFile(of: keeper.closed))
    }
    let found = CatchUp(
      folder: keeper.folder, manifest: keeper.manifest, key: keeper.hospital.sealing
    ).find(restart.body.tip, round: restart.body.tipRound)
    return found.map { ($0.result.content, $0.model) }
  }
}
