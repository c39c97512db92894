import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What a hospital publishes about the consortium: outcomes, evidence, its coming and going.
struct ConsortiumActs {
  let keeper: RoundKeeper
  let publisher: Publisher

  private var hospital: Hospital { keeper.hospital }
  private var author: Author { Author(hospital: hospital) }
  private var session: Digest { keeper.manifest.digest }

  /// Publishes result, commit and sealed model of a closed round.
  func publishOutcome(_ round: Int) throws {
    guard let owed = try hospital.owed().first(where: { $0.round == round }) else { return }
    try OutcomePublisher(hospital: hospital, manifest: keeper.manifest).fill(owed)
    try publisher.flush(round: round)
    try publisher.flush(round: round + 1)
  }

  /// Publishes the proof of an offence.
  func publishEvidence(_ offence: Offence) throws {
    let count = try hospital.signedSlots(round: keeper.round).count {
      if case .evidence = $0 { true } else { false }
    }
    let body = EvidenceBody(
      kind: offence.kind, place: offence.place,
      copies: keeper.proof(of: offence).map(SignedCopy.init))
    // Two of the largest files do not fit into one: then it convicts whoever has seen both.
    if CanonicalJSON.encode(body).count < CanonicalJSON.sizeLimit - 4096 {
      try author.issue(
        body, round: keeper.round, slot: .evidence(count + 1), session: session,
        K: Digest(hashing: keeper.tip.resultBytes))
      try publisher.flush(round: keeper.round)
    }
    try keeper.settle(offence)
  }

  /// Enters again with fresh keys, under the next incarnation.
  @discardableResult
  func enrol() throws -> Int {
    let incarnation = try hospital.incarnation + 1
    try author.enrol(as: incarnation, session: session)
    try publisher.flushConsortium()
    return incarnation
  }

  /// Says that this hospital's people want one out, or that its own key was stolen.
  func expel(_ member: MemberID) throws {
    try author.expel(
      member, round: keeper.round, session: session, listed: keeper.folder)
    try publisher.flushConsortium()
  }

  /// Tells the others not to wait any more.
  func leave(_ reason: StopReason) throws {
    try author.issue(
      LeaveBody(reason: reason == .ownCapReached ? "cap" : "asked"),
      slot: .leave(try hospital.incarnation), session: session)
    try publisher.flushConsortium()
  }
}
