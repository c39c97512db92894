import Artifacts
import DifferentialPrivacy
import Foundation
import Journal
import Rounds
import SharedFolder
import Sodium

/// A hospital's own view: its node's reading, memory and next act, from a look at its private
/// state beside the node. Nothing is written, no lock is taken.
struct OwnView {
  let hospital: Hospital
  let folder: any Folder

  /// What was found.
  struct Found {
    var present: Present
    var manifest: Verified<Manifest>?
    /// The parameters to start from as this hospital has kept them.
    var start: [UInt8]?
    /// The last closed round as this hospital derived it.
    var closed: KnownResult?
    var work: RoundInWork?
  }

  /// Looks once.
  func look() throws -> Found {
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    var found = try stand()
    if let manifest = found.manifest { found.start = try hospital.vaultedStart(of: manifest) }
    return found
  }

  private func stand() throws -> Found {
    switch try Preparation(hospital: hospital, folder: folder).next() {
    case .waiting(let waiting):
      var present = Present(waiting)
      present.yourTurn = waiting == .ownApproval
      if waiting == .ownApproval {
        present.next = "compare the session by telephone, then 'decaph-node approve'"
      }
      if waiting == .manifest, hospital.settings.founder == hospital.identity.publicKey {
        try present.found(by: hospital, ConsortiumReader(folder: folder))
      }
      return Found(present: present, manifest: try hospital.pinnedManifest())
    case .ready(let manifest, let tip):
      let keeper = try RoundKeeper(
        hospital: hospital, folder: folder, manifest: manifest, tip: tip)
      return try stand(keeper)
    }
  }

  private func stand(_ keeper: RoundKeeper) throws -> Found {
    let plan = keeper.manifest.content.plan
    let purse = try PrivacyPurse(hospital: hospital, plan: plan)
    let rule = StopRule(hospital: hospital, plan: plan)
    let follower = Follower(keeper: keeper)
    var situation: OwnSituation?
    while true {
      situation = nil
      let stop = try rule.reason(
        closed: keeper.closed.round, basis: keeper.basis, purse: { purse })
      if let (view, memory, elapsed) = try keeper.situation(stop: stop) {
        let action = RoundMachine.next(view, memory, elapsed: elapsed)
        situation = OwnSituation(view: view, memory: memory, elapsed: elapsed, action: action)
        if action.comesFirst { break }
      }
      if try follower.follow() != nil { continue }
      guard situation?.action == .refuse,
        try RestartFollower(keeper: keeper).follow(isOutvoted: true)
      else { break }
    }
    var found = Found(
      present: present(situation, keeper), manifest: keeper.manifest,
      closed: KnownResult(keeper.closed, digest: Digest(hashing: keeper.tip.resultBytes)))
    found.present.privacy = Present.Privacy(
      epsilon: String(format: "%.2f", (purse.epsilon * 100).rounded(.up) / 100),
      budget: "\(plan.privacy.epsilon)", delta: "\(plan.privacy.delta)",
      unit: plan.privacy.unit, roundsWithoutNoise: purse.roundsWithoutNoise)
    if let since = try hospital.pausedSince() { found.present.pause(since, situation) }
    found.present.releases = try RoundArithmetic(plan).releaseTexts(
      in: try keeper.model, through: keeper.closed.round)
    if situation?.action != .stop(.planCompleted), let view = situation?.view,
      let inbox = keeper.inbox
    {
      found.work = RoundInWork(
        view: view, masked: inbox.statements,
        aside: inbox.aside.sorted { $0.key < $1.key }.map(\.value))
    }
    return found
  }

  private func present(_ situation: OwnSituation?, _ keeper: RoundKeeper) -> Present {
    guard let situation else {
      var present = Present(
        stage: StatusStage.restart.rawValue, text: StopReason.tooFewMembers.text)
      present.yourTurn = true
      present.next = "agree by telephone, then 'decaph-node restart'"
      return present
    }
    var present: Present
    switch situation.action {
    case .wait(let wait):
      present = Present(.round(keeper.round, wait))
      present.yourTurn = wait.stage == .restart
    case .stop(.expelled):
      let ground = try? keeper.membership.ownExpulsion()
      let out = ExpelMember.isOut(hospital.id, ground ?? .revoked)
      present = Present(stage: "refused", text: out.message)
      present.yourTurn = true
      present.next = out.remedy
    case .stop(let reason):
      present = Present(stage: StatusStage.finished.rawValue, text: reason.text)
      present.yourTurn = false
    case .refuse:
      present = Present(stage: "refused", text: "this node \(situation.action.text)")
      present.yourTurn = true
      present.next = "keep state and folder; run 'decaph-audit verify'; talk to the others"
    case let action:
      present = Present(stage: "act", text: "round \(keeper.round): this node \(action.text) next")
      present.yourTurn = true
    }
    // There is no round after the plan's last.
    present.round =
      situation.action == .stop(.planCompleted) ? keeper.closed.round : keeper.round
    present.waited = Int(situation.elapsed)
    let (here, needed) = (situation.view.masked.count, situation.view.basis.roster.m)
    if let (seconds, action) = situation.alone {
      present.actsIn = Int(seconds.rounded(.up))
      present.then = action.text
    } else if present.stage == StatusStage.masked.rawValue, here < needed {
      present.lack = "a sum needs \(needed) hospitals, \(here) are here"
    }
    return present
  }
}

extension RoundAction {
  /// Whether it goes before moving on to what others or people have decided.
  var comesFirst: Bool {
    switch self {
    case .close, .publishEvidence, .publishOutcome: true
    default: false
    }
  }
}
