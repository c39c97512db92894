import Artifacts
import Rounds
import Sodium

/// Situations of a member in round 1, numbered by bits, and what the protocol says about them.
struct Table {
  let ids: [MemberID]
  let basis: RoundBasis
  private let masked: [Digest]
  private let genesis: RoundOutcome

  init(_ n: Int) throws {
    let hospitals = try Hospitals(n)
    ids = hospitals.ids
    basis = try hospitals.firstBasis()
    genesis = try hospitals.genesis()
    masked = ids.map { Digest(hashing: [UInt8]($0.name.utf8)) }
    set = RoundSet(masked: Dictionary(uniqueKeysWithValues: zip(ids, masked)))
  }

  /// All members' masked files.
  let set: RoundSet

  /// The true digest of an outcome's file.
  func truth(_ slot: Slot) -> Digest {
    switch slot {
    case .result: genesis.K
    case .commit: genesis.result.commit
    default: genesis.result.model
    }
  }

  /// Bit i says that the file of member i is there.
  func view(masked present: Int, unmasked revealed: Int) -> RoundView {
    let digest = set.digest
    var view = RoundView(basis: basis)
    for (index, id) in ids.enumerated() {
      if present >> index & 1 == 1 { view.masked[id] = masked[index] }
      if revealed >> index & 1 == 1 { view.unmasked[id] = digest }
    }
    return view
  }

  /// What the second member remembers.
  func memory(
    signed: Set<Slot>, stop: StopReason? = nil, leads: Bool = false, isPublished: Bool = false
  ) -> RoundMemory {
    RoundMemory(
      member: ids[1], signed: signed,
      previous: RoundMemory.Previous(
        round: 0, leader: leads ? ids[1] : ids[0], result: truth(.result), commit: truth(.commit),
        model: truth(.model), isPublished: isPublished),
      stop: stop)
  }

  /// The table of protocol section 4 and 5, everybody present.
  func action(
    masked present: Int, unmasked revealed: Int, signed: Set<Slot>, stop: StopReason?, owes: Bool
  ) -> RoundAction {
    let all = (1 << ids.count) - 1
    func members(_ bits: Int) -> [MemberID] {
      ids.indices.filter { bits >> $0 & 1 == 1 }.map { ids[$0] }
    }
    switch (owes, signed.count, present == all, revealed.nonzeroBitCount >= basis.roster.t) {
    case (true, _, _, _): return .publishOutcome
    case (_, 0, _, _): return stop.map { .stop($0) } ?? .publishMasked
    case (_, _, false, _): return .wait(RoundWait(stage: .masked, members: members(all & ~present)))
    case (_, 1, true, _): return .publishUnmask(set)
    case (_, _, true, true): return .close(set)
    case (_, _, true, false):
      return .wait(RoundWait(stage: .unmask, members: members(all & ~revealed)))
    }
  }
}
