import Artifacts
import Rounds
import Sodium

/// Situations of a member in round 1, numbered by bits, and what the protocol says about them.
struct Table {
  let ids: [MemberID]
  let basis: RoundBasis
  /// All members' masked files.
  let set: RoundSet

  init(_ n: Int) throws {
    let hospitals = try Hospitals(n)
    ids = hospitals.ids
    basis = try hospitals.firstBasis()
    set = RoundSet(
      masked: Dictionary(
        uniqueKeysWithValues: ids.map { ($0, Digest(hashing: [UInt8]($0.name.utf8))) }))
  }

  /// All bits.
  var all: Int { (1 << ids.count) - 1 }

  /// The members of bits.
  func members(_ bits: Int) -> [MemberID] {
    ids.indices.filter { bits >> $0 & 1 == 1 }.map { ids[$0] }
  }

  /// The choice that opens the members of bits.
  func open(_ bits: Int) -> Choice { .open(part(bits)) }

  /// The choice that goes on with the members of bits.
  func void(_ bits: Int) -> Choice { .void(part(bits)) }

  private func part(_ bits: Int) -> RoundSet {
    RoundSet(masked: set.masked.filter { members(bits).contains($0.key) })
  }

  /// Bit i says that the file of member i is there; unmask files are of ballot 0.
  func view(masked present: Int, unmasked revealed: Int = 0) -> RoundView {
    var view = RoundView(basis: basis)
    for id in members(present) {
      view.masked[id] = [set.masked[id]!]
      view.statements[id] = [set.masked[id]!]
    }
    for id in members(revealed) { view.unmasked[id] = [0: .open(set)] }
    return view
  }

  /// What a member that has signed its masked file remembers besides its votes.
  func memory(
    of id: MemberID? = nil, votes: [Int: Choice] = [:], unmasked: (Int, Choice)? = nil
  ) -> RoundMemory {
    var memory = RoundMemory(member: id ?? ids[1])
    memory.signed = Set([.masked] + votes.keys.map { .vote($0) })
    memory.votes = votes
    if let (ballot, choice) = unmasked {
      memory.signed.insert(.unmask(ballot))
      memory.unmasked = choice
    }
    return memory
  }

  /// The table of protocol sections 4 and 5 for ballot 0, before any deadline.
  func action(
    masked present: Int, unmasked revealed: Int, signed: Set<Slot>, stop: StopReason?,
    owed: OwedOutcome?
  ) -> RoundAction {
    if let owed, owed.rank == 0 { return .publishOutcome(owed.round) }
    let absent = members(all & ~present)
    let isDecided = revealed.nonzeroBitCount >= basis.roster.t
    switch (isDecided, present == all, signed.count) {
    case (true, true, _): return .close(.open(set))
    case (true, false, _): return .wait(RoundWait(stage: .copy, members: absent))
    case (_, _, 0):
      guard let stop else { return .publishMasked }
      guard let owed, let rank = owed.rank else { return .stop(stop) }
      return .wait(
        RoundWait(
          stage: .outcome, members: ids.filter { $0 != ids[1] }, seconds: Double(rank) - owed.age))
    case (_, true, 1): return .publishUnmask(0, .open(set))
    case (_, false, 1):
      let isEnough = present.nonzeroBitCount >= basis.roster.m
      return .wait(RoundWait(stage: .masked, members: absent, seconds: isEnough ? 1 : nil))
    default:
      return .wait(RoundWait(stage: .unmask, members: members(all & ~revealed)))
    }
  }
}
