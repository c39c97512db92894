import Artifacts

/// The protocol as a pure state machine: verified view and own memory in, next action out.
///
/// No clock, no file, no randomness. The path here is the one with everybody present: `masked`,
/// then `unmask` ballot 0, then the outcome. The locks it keeps:
///
/// - **L1** `masked` is signed once: `RoundMemory.signed` comes from the outbox.
/// - **L2, L4** `unmask` ballot 0 is signed once, and only on holding the valid masked files of
///   *all* members; there are no votes on this path.
/// - **L5** once the round is closed its basis is gone from here, and with it every action on it.
public enum RoundMachine {
  /// The next action of a member.
  public static func next(_ view: RoundView, _ memory: RoundMemory) -> RoundAction {
    if let lie = contradiction(view, memory) { return .refuse(lie) }
    if memory.previous.leader == memory.member, !memory.previous.isPublished {
      return .publishOutcome
    }
    if !memory.signed.contains(.masked) {
      if let reason = memory.stop { return .stop(reason) }
      return .publishMasked
    }
    let ids = view.basis.roster.ids
    let lacking = ids.filter { view.masked[$0] == nil }
    guard lacking.isEmpty else { return .wait(RoundWait(stage: .masked, members: lacking)) }
    let set = RoundSet(masked: view.masked)
    if !memory.signed.contains(.unmask(0)) { return .publishUnmask(set) }
    let digest = set.digest
    let revealed = ids.filter { view.unmasked[$0] == digest }
    guard revealed.count >= view.basis.roster.t else {
      let silent = ids.filter { view.unmasked[$0] != digest }
      return .wait(RoundWait(stage: .unmask, members: silent))
    }
    return .close(set)
  }

  /// A published outcome of the round before that differs from the one derived here.
  private static func contradiction(_ view: RoundView, _ memory: RoundMemory) -> Place? {
    view.published
      .filter { place, digest in
        switch place.slot {
        case .result: place.round == memory.previous.round && digest != memory.previous.result
        case .commit: place.round == view.basis.round && digest != memory.previous.commit
        case .model: place.round == memory.previous.round && digest != memory.previous.model
        default: false
        }
      }
      .keys.min { $0.description < $1.description }
  }
}
