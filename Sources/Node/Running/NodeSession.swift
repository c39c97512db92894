import Artifacts
import Foundation
import Learning
import Rounds
import SharedFolder

/// A running node after founding: data loaded, lock held, one round after the other.
final class NodeSession {
  private let hospital: Hospital
  private let keeper: RoundKeeper
  private let reporter: Reporter
  private let plan: Plan
  private var purse: PrivacyPurse
  private var remaining: Int?

  init(
    hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>, tip: Tip, rounds: Int?,
    isService: Bool, reporter: Reporter
  ) throws {
    self.hospital = hospital
    self.reporter = reporter
    plan = manifest.content.plan
    let dataset = try ExampleLoader(hospital: hospital, plan: plan).load { reporter.note($0) }
    keeper = try RoundKeeper(
      hospital: hospital, folder: folder, manifest: manifest, tip: tip,
      trainer: LocalTrainer(
        examples: LabelledExamples(dataset, loss: plan.model.loss), plan: plan))
    purse = try PrivacyPurse(hospital: hospital, plan: plan)
    remaining = rounds
    // A crash may have come between closing a round and erasing its secrets.
    try hospital.forget(upTo: keeper.closed.round)
    // A service looks through all rounds once; cron's short runs keep to the last two.
    if isService { try keeper.republishAll() } else { try keeper.republish() }
  }

  /// Why files that lie in the share are not taken.
  var aside: [String: Rejection] { keeper.inbox.aside }

  /// Acts until there is something to wait for.
  func advance(until isStopped: () -> Bool) throws -> NodeProgress {
    while true {
      let round = keeper.basis.round
      let (view, memory) = try keeper.situation(stop: try stopReason())
      switch RoundMachine.next(view, memory) {
      case .publishOutcome:
        try keeper.publishOutcome()
        reporter.led(round: keeper.closed.round)
      case .publishMasked:
        try keeper.publishMasked(purse: &purse)
        reporter.published(.masked, round: round)
      case .publishUnmask(let set):
        try keeper.publishUnmask(set)
        reporter.published(.unmask(0), round: round)
      case .close:
        let leader = keeper.basis.leader
        let outcome = try keeper.close()
        remaining = remaining.map { $0 - 1 }
        reporter.closed(
          outcome.result, leader: leader, of: plan.training.rounds, epsilon: purse.epsilon)
      case .wait(let wait):
        try keeper.republish()
        return .waiting(.round(round, wait))
      case .stop(let reason):
        try keeper.republish()
        return .finished(reason)
      case .refuse(let place):
        throw NodeError(
          .violation,
          "\(place.json) says something else than this hospital derived for round \(keeper.closed.round)",
          remedy:
            "keep the folder as it is; run 'decaph-audit verify round-\(keeper.closed.round)' "
            + "and talk to \(place.member)")
      }
      if isStopped() { return .waiting(.round(round, RoundWait(stage: .masked, members: []))) }
    }
  }

  /// The folders in which the next thing will appear.
  static func watched(_ directory: String, _ session: NodeSession?) -> [String] {
    guard let session else { return [directory] }
    let basis = session.keeper.basis
    return basis.roster.ids.flatMap {
      ["\(directory)/\($0)", "\(directory)/\($0)/\(Place.roundFolder(basis.round))"]
    }
  }

  private func stopReason() throws -> StopReason? {
    if let remaining, remaining <= 0 { return .roundsRequested }
    if keeper.closed.round >= plan.training.rounds { return .planCompleted }
    let basis = keeper.basis
    let slot = Place(member: hospital.id, round: basis.round, slot: .masked).key
    return try purse.refusal(of: basis, slot: slot)
  }
}
