import Artifacts
import Rounds

/// What the outbox remembers of a hospital's own acts in a round.
struct Memory {
  let hospital: Hospital
  let inbox: Inbox
  let tip: Tip

  /// The memory of the round in work.
  ///
  /// Every slot that is filled is remembered, also where it was signed for another result of this
  /// round's number: no slot is filled again.
  func round() throws -> RoundMemory {
    let basis = inbox.rules.basis
    let incarnation = try hospital.incarnation
    var memory = RoundMemory(member: hospital.id, incarnation: incarnation)
    memory.signed = try hospital.signedSlots(round: basis.round)
    for key in try hospital.journal.outbox.slots().compactMap(SlotKey.init)
    where key.isConsortium {
      if let slot = Slot(name: key.name) { memory.signed.insert(slot) }
    }
    let author = Author(hospital: hospital)
    for slot in memory.signed {
      let place = Place(member: hospital.id, round: basis.round, slot: slot)
      switch slot {
      case .vote(let ballot):
        memory.votes[ballot] = try author.issued(VoteBody.self, at: place)?.content.body.choice
      case .unmask:
        memory.unmasked = try author.issued(UnmaskBody.self, at: place)?.content.body.choice
      default: break
      }
    }
    memory.isEnrolled = incarnation > tip.entered[hospital.id] ?? 0
    return memory
  }
}
