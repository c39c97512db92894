/// Follows a restart, or the others' newest result where this hospital has fallen behind.
struct Follower {
  let keeper: RoundKeeper

  /// Why a hospital has moved.
  enum Move {
    /// People decided.
    case restart
    /// More of the others than may collude stand on a later result.
    case word
  }

  /// Moves, if there is something to follow and all that is needed lies here.
  func follow() throws -> Move? {
    if try RestartFollower(keeper: keeper).follow() { return .restart }
    let rounds = keeper.membership.openRounds
    guard rounds.contains(where: { $0 > keeper.round }),
      let target = CatchUp(for: keeper).target(beyond: keeper.closed.round, rounds: rounds)
    else { return nil }
    try keeper.jump(to: target.result, model: target.model)
    return .word
  }
}
