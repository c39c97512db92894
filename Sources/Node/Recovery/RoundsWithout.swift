import Artifacts
import Rounds

/// Whether the others can go on without a member: end the round that still expects it, and hold one
/// without it.
struct RoundsWithout {
  let member: MemberID
  let keeper: RoundKeeper
  /// What people can do where the plan allows no round without it.
  let remedy: String

  /// Whether those who are left have all begun the round in work: who is switched off ends none.
  ///
  /// - Throws: `NodeError` 75 where too few have.
  func checkBegun() throws {
    let (folder, roster) = (
      VerifiedFolder(keeper.folder, keeper.manifest, keeper.membership.ring), keeper.closed.roster
    )
    let begun = Set(folder.standing(in: keeper.round).filter { $0.value.K == keeper.basis?.K }.keys)
      .subtracting([member]).subtracting(keeper.membership.gone(roster))
    guard begun.count >= max(roster.t, roster.m) else {
      throw NodeError(
        .tryLater,
        "only \(begun.count) of the others have given their part of round \(keeper.round) yet; without "
          + "\(member) it needs \(max(roster.t, roster.m))",
        remedy: "wait until 'decaph-node status' shows the parts of enough others, then try again")
    }
  }

  /// - Throws: `NodeError` 64 where no round is possible without the member, 75 where those who are
  ///   left now are too few.
  func check() throws {
    let (manifest, roster) = (keeper.manifest.content, keeper.closed.roster)
    let membership = keeper.membership
    let away = membership.gone(roster).union(try membership.expelled())
      .union(try membership.convicted)
    let left = roster.ids.filter { $0 != member && !away.contains($0) }
    do {
      _ = try RoundArithmetic(manifest.plan).parameters(
        n: manifest.members.count - 1, of: manifest.members.count)
    } catch {
      throw NodeError(
        .usage, "without \(member) no round is possible: \(error.message)", remedy: remedy)
    }
    let canHold =
      (try? RoundArithmetic(manifest.plan).parameters(
        n: left.count, of: manifest.members.count)) != nil
    guard roster.members[member] == nil || canHold && left.count >= roster.t else {
      throw NodeError(
        .tryLater,
        "the round in work expects \(roster.ids.count) hospitals and needs \(roster.t) to end; without "
          + "\(member) and those who have left or are put out already \(left.count) are left",
        remedy:
          "wait for a round that no longer expects them ('decaph-node status'), then try again")
    }
  }
}
