import Artifacts

/// What a member does whose people have asked it to pause: it ends the round that it has begun,
/// then follows the others' rounds and gives no vector.
extension RoundMachine {
  /// Whether the others were told not to wait for this member as it is now.
  var hasLeft: Bool { memory.signed.contains(.leave(memory.incarnation)) }

  /// The others are told only where they can go on alone. Where they cannot, a departure would end
  /// the round in work for good, while a member that has said nothing is waited for.
  var pause: RoundAction {
    isMember && !hasLeft && canSpareThisMember
      ? .leave(.paused) : .wait(RoundWait(stage: .paused, members: []))
  }

  /// Whether those who are left can end this round, and hold the next.
  ///
  /// Only those count who have begun the round: whoever has, ends it. So of two that pause at once
  /// neither takes the other for one that stays.
  private var canSpareThisMember: Bool {
    let (roster, manifest) = (view.basis.roster, view.basis.manifest)
    let left = roster.ids.count {
      $0 != memory.member && view.statements[$0] != nil && !view.gone.contains($0)
        && !view.convicted.contains($0)
    }
    guard left >= max(roster.t, roster.m), let arithmetic = try? RoundArithmetic(manifest.plan)
    else { return false }
    return (try? arithmetic.parameters(n: left, of: manifest.members.count)) != nil
  }
}
