import Artifacts
import Foundation
import Rounds
import SecureAggregation
import SharedFolder

/// A running node after founding: lock held, one round after the other.
final class NodeSession {
  let keeper: RoundKeeper
  private let hospital: Hospital
  private let source: any VectorSource
  private let publisher: Publisher
  private let reporter: any Reporting
  private let plan: Plan
  private var openPurse: PrivacyPurse?
  private var remaining: Int?
  private let isService: Bool
  private var retry = TrainerRetry()

  /// Resumes where the journal stands.
  ///
  /// - Parameters:
  ///   - source: makes this hospital's vectors.
  ///   - rounds: how many rounds to close before it ends; `nil` for all.
  ///   - isService: whether to look once through everything that was ever published.
  init(
    hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>, tip: Tip,
    source: any VectorSource, rounds: Int?, isService: Bool, reporter: any Reporting
  ) throws {
    self.hospital = hospital
    self.reporter = reporter
    self.source = source
    self.isService = isService
    plan = manifest.content.plan
    publisher = Publisher(hospital: hospital, folder: folder)
    keeper = try RoundKeeper(hospital: hospital, folder: folder, manifest: manifest, tip: tip)
    remaining = rounds
    // A service looks through all rounds once; cron's short runs keep to the last two, and to those
    // whose outcome nobody has published.
    if isService {
      // Wrong state is told at the start; cron's short runs read model and account when they need
      // them.
      _ = try keeper.model
      _ = try purse()
      try publisher.flushAll()
    } else {
      try republish()
    }
  }

  /// Why files that lie in the share are not taken.
  var aside: [String: Rejection] { keeper.inbox?.aside ?? [:] }

  /// Acts until there is something to wait for.
  func advance(until isStopped: () -> Bool) throws -> NodeProgress {
    while !isStopped() {
      if let progress = try step() { return progress }
    }
    return .waiting(.round(keeper.round, RoundWait(stage: .masked, members: [])))
  }

  /// One look and one act; `nil` when another may follow at once.
  private func step() throws -> NodeProgress? {
    let round = keeper.round
    guard let (view, memory, elapsed) = try keeper.situation(stop: try stopReason()) else {
      return try standStill()
    }
    let action = RoundMachine.next(view, memory, elapsed: elapsed)
    if !action.comesFirst, try moved() { return nil }
    guard let inbox = keeper.inbox else { return nil }
    let acts = RoundActs(keeper: keeper, inbox: inbox, publisher: publisher, source: source)
    let consortium = ConsortiumActs(keeper: keeper, publisher: publisher)
    switch action {
    case .publishOutcome(let closed):
      try consortium.publishOutcome(closed)
      reporter.led(round: closed)
    case .publishMasked:
      if let wait = try publishMasked(acts, round) { return wait }
    case .publishVote(let ballot, let choice):
      try acts.publishVote(ballot, choice)
      reporter.voted(ballot, choice, roster: view.basis.roster.ids, round: round)
    case .publishCut(let ballot, let choice):
      try acts.publishCut(ballot, choice)
      reporter.published(.cut(ballot), round: round)
    case .publishUnmask(let ballot, let choice):
      try acts.publishUnmask(ballot, choice)
      reporter.published(.unmask(ballot), round: round)
    case .relay(let id):
      try acts.relay(id, of: memory.unmasked ?? memory.votes[memory.highestVote])
      reporter.published(.relay(id), round: round)
    case .relayEnd:
      try acts.relayEnd()
      reporter.repeatedEnd(of: round - 1)
    case .publishEvidence(let offence):
      try consortium.publishEvidence(offence)
      reporter.convicted(offence, round: round)
    case .enrol:
      reporter.enrolled(try consortium.enrol())
    case .leave(let reason):
      try consortium.leave(reason)
      reporter.left(reason)
    case .close(let choice):
      do {
        try close(choice, view.basis)
      } catch let error as SecureAggregationError where error.code == .invalidSeed {
        // In large rosters a dealer can lie so that only the opening shows it. People go on.
        reporter.cannotOpen(error.message, round: round)
        if try moved() { return nil }
        let culprit = error.culprit.flatMap(MemberID.init).map { [$0] } ?? []
        return .waiting(.round(round, RoundWait(stage: .restart, members: culprit)))
      }
    case .wait(let wait):
      try republish()
      return .waiting(.round(round, wait))
    case .stop(let reason):
      try republish()
      if reason == .expelled, let ground = try keeper.membership.ownExpulsion() {
        throw ExpelMember.isOut(hospital.id, ground)
      }
      return .finished(reason)
    case .refuse:
      if try RestartFollower(keeper: keeper).follow(isOutvoted: true) {
        reporter.moved(to: keeper.closed, isRestart: true)
        return nil
      }
      throw NodeError(
        .violation,
        "a quorum stands on another result of round \(round - 1) than this hospital derived",
        remedy: "keep the folder and this hospital's state as they are; run 'decaph-audit verify "
          + "round-\(max(1, round - 1))' and talk to the others")
    }
    return nil
  }

  /// - Returns: the wait for another try, where the plan's trainer gave no answer. Until then the
  ///   hospital is one that is late: nothing of it is published or charged.
  private func publishMasked(_ acts: RoundActs, _ round: Int) throws -> NodeProgress? {
    let late = NodeProgress.waiting(
      .round(round, RoundWait(stage: .masked, members: [hospital.id])))
    guard retry.isDue(round) else { return late }
    var account = try purse()
    defer { openPurse = account }
    do {
      try acts.publishMasked(purse: &account)
    } catch let failure as TrainerFailure where isService || failure.isStop {
      if !failure.isStop {
        reporter.cannotCompute(failure.error, round: round, again: retry.failed(round))
      }
      return late
    }
    reporter.published(.masked, round: round)
    return nil
  }

  private func close(_ choice: Choice, _ basis: RoundBasis) throws {
    let account = try purse()
    let outcome = try keeper.close(choice)
    remaining = remaining.map { $0 - 1 }
    reporter.closed(
      outcome, basis: basis, of: RoundSchedule(plan).lastRound, epsilon: { account.epsilon })
    let round = outcome.result.round
    if let text = try RoundArithmetic(plan).releaseText(of: round, in: outcome.model) {
      reporter.released(text, round: round)
    }
  }

  /// Nobody can hold a round; only people can change that.
  private func standStill() throws -> NodeProgress? {
    if try moved() { return nil }
    let acts = ConsortiumActs(keeper: keeper, publisher: publisher)
    let patience = Double(plan.rounds.patience.leader)
    for duty in try keeper.duties() {
      if let rank = duty.rank, duty.age >= Double(rank) * patience {
        try acts.publishOutcome(duty.round)
        reporter.led(round: duty.round)
      }
    }
    try republish()
    // Whoever lacks the last outcome could not even restart.
    guard let owed = try keeper.duties().first else { return .finished(.tooFewMembers) }
    return .waiting(
      .round(
        owed.round,
        RoundWait(
          stage: .outcome,
          members: keeper.manifest.content.members.map(\.id).filter { $0 != hospital.id },
          seconds: owed.rank.map { Double($0) * patience - owed.age })))
  }

  /// Follows what people or the others have decided.
  private func moved() throws -> Bool {
    guard let move = try Follower(keeper: keeper).follow() else { return false }
    reporter.moved(to: keeper.closed, isRestart: move == .restart)
    return true
  }

  /// Publishes again what the shared directory lacks of this and the previous round, and of rounds
  /// whose outcome nobody has published completely.
  private func republish() throws {
    try publisher.flushConsortium()
    try publisher.flush(round: keeper.closed.round)
    try publisher.flush(round: keeper.round)
    for owed in try hospital.owed() where owed.round < keeper.closed.round {
      try publisher.flushMissing(round: owed.round)
      try publisher.flushMissing(round: owed.round + 1)
    }
  }

  private func stopReason() throws -> StopReason? {
    if let remaining, remaining <= 0 { return .roundsRequested }
    return try StopRule(hospital: hospital, plan: plan)
      .reason(closed: keeper.closed.round, basis: keeper.basis, purse: purse)
  }

  /// What this hospital's patients have paid, read once.
  private func purse() throws -> PrivacyPurse {
    if let openPurse { return openPurse }
    let read = try PrivacyPurse(hospital: hospital, plan: plan)
    openPurse = read
    return read
  }
}
