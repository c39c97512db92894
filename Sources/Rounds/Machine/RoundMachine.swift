import Artifacts

/// The protocol as a pure state machine: verified view, own memory and elapsed time in, next
/// action out. No clock, no file, no randomness.
///
/// The locks that it keeps, for which every act is durable before it is seen:
///
/// - **L1** one masked file in a round: `RoundMemory.signed` comes from the outbox.
/// - **L2** `unmask` ballot 0 only before any vote.
/// - **L3** a vote only in a rising ballot, and only before any unmask.
/// - **L4** `unmask` only with a certificate of a ballot not below the own highest vote, once in a
///   round.
/// - **L5** once the round is closed its basis is gone from here, and with it every action on it.
public struct RoundMachine {
  let view: RoundView
  let memory: RoundMemory
  let elapsed: Double
  let ballots: Ballots

  private init(_ view: RoundView, _ memory: RoundMemory, _ elapsed: Double) {
    (self.view, self.memory, self.elapsed) = (view, memory, elapsed)
    ballots = Ballots(view)
  }

  /// The next action of a member.
  ///
  /// - Parameter elapsed: seconds by the own clock since this member knows what the round stands
  ///   on.
  public static func next(
    _ view: RoundView, _ memory: RoundMemory, elapsed: Double
  ) -> RoundAction {
    let machine = RoundMachine(view, memory, elapsed)
    if view.isOutvoted { return .refuse }
    if let offence = view.offences.first { return .publishEvidence(offence) }
    if let owed = memory.owed.first(where: machine.isDue) { return .publishOutcome(owed.round) }
    if let end = machine.end { return end }
    return machine.isMember ? machine.takePart : machine.standOutside
  }

  /// Whether the roster names this member as it is now.
  var isMember: Bool {
    memory.hasKeys
      && view.basis.roster.members[memory.member]?.incarnation == memory.incarnation
  }

  var patience: Patience { view.basis.manifest.plan.rounds.patience }

  private func isDue(_ owed: OwedOutcome) -> Bool {
    owed.rank.map { owed.age >= Double($0) * Double(patience.leader) } ?? false
  }

  /// The end of the round, once a quorum has unmasked for one choice.
  private var end: RoundAction? {
    guard let choice = ballots.decided else { return nil }
    let missing = ballots.missing(choice)
    if missing.isEmpty { return .close(choice) }
    return .wait(RoundWait(stage: .copy, members: missing))
  }

  /// Somebody whom the roster does not name: it follows, and enters again.
  private var standOutside: RoundAction {
    if let stop = memory.stop { return farewell(stop) }
    if !memory.isEnrolled { return .enrol }
    if let lost { return .wait(lost) }
    return .wait(RoundWait(stage: .roster, members: view.basis.roster.ids))
  }

  private var takePart: RoundAction {
    if !memory.signed.contains(.masked), memory.unmasked == nil {
      // Too late for this sum: its members have agreed on one without this member, whose shares
      // may yet be needed to open it.
      if ballots.certificate(from: 0) != nil {
        return unmask ?? .wait(RoundWait(stage: .unmask, members: view.basis.roster.ids))
      }
      if let stop = memory.stop { return farewell(stop) }
      // The others wait for nothing more under an incarnation that has left.
      if hasLeft { return .enrol }
      return .publishMasked
    }
    if memory.unmasked == nil {
      if let action = unmask ?? vote { return action }
    }
    return relay ?? ownCut ?? .wait(waiting)
  }

  /// Ends only when the outcome of the last round lies there: somebody has to publish it.
  private func farewell(_ stop: StopReason) -> RoundAction {
    if stop == .paused { return pause }
    if stop.isDeparture, isMember, !hasLeft { return .leave(stop) }
    if stop != .roundsRequested, let owed = memory.owed.first {
      return .wait(
        RoundWait(
          stage: .outcome, members: view.basis.roster.ids.filter { $0 != memory.member },
          seconds: owed.rank.map { Double($0) * Double(patience.leader) - owed.age }))
    }
    return .stop(stop)
  }

  /// Ballot 0 with everybody's file and no vote (L2), or a certificate (L4).
  private var unmask: RoundAction? {
    if let all = everybody, memory.votes.isEmpty { return .publishUnmask(0, all) }
    if let (ballot, choice) = ballots.certificate(from: memory.highestVote),
      ballots.isHeld(choice)
    {
      return .publishUnmask(ballot, choice)
    }
    return nil
  }

  /// The choice of all members, where all their files are here and nothing speaks against it.
  private var everybody: Choice? {
    let ids = view.basis.roster.ids
    guard ids.allSatisfy({ view.masked[$0]?.count == 1 && !view.convicted.contains($0) }) else {
      return nil
    }
    let choice = Choice.open(
      RoundSet(masked: Dictionary(uniqueKeysWithValues: ids.map { ($0, view.masked[$0]!.first!) })))
    return ballots.isHeld(choice) ? choice : nil
  }
}
