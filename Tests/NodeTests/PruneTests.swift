import Artifacts
import Audit
import Foundation
import Rounds
import SharedFolder
import Sodium
import Testing

@testable import Node

/// `prune`: old sealed files go, everything else goes on.
@Suite struct PruneTests {
  private func trial(
    through round: Int, of planned: Int = 30, keeping kept: Int? = 10,
    ids: [String] = ["h1", "h2", "h3"], patience: Int? = nil
  ) throws -> Trial {
    let trial = try Trial(
      TrialPlan(rounds: planned, patience: patience, keepPayloads: kept), ids: ids)
    try trial.foundCompletely()
    try trial.runAll(through: round, limit: 1000)
    return trial
  }

  private func prune(
    _ id: String, _ trial: Trial, keep: Int = 10, isDryRun: Bool = false
  ) throws -> String {
    try PrunePayloads(
      directory: trial.shared, id: id, state: trial.state(id), keep: keep, isDryRun: isDryRun
    ).run()
  }

  private func audit(_ trial: Trial, withKey: Bool = true) throws -> AuditReport {
    try auditor(trial, withKey: withKey).audit(.all)
  }

  private func auditor(_ trial: Trial, withKey: Bool = true) throws -> ConsortiumAuditor {
    try ConsortiumAuditor(
      directory: trial.shared, session: nil,
      keyFile: withKey ? trial.state("h2") + "/secrets/sealing" : nil)
  }

  private func location(_ id: String, _ trial: Trial) throws -> StateLocation {
    try StateLocation(directory: trial.shared, id: id, state: trial.state(id))
  }

  /// The sealed files of a folder, below it.
  private func sealed(_ folder: String) throws -> Set<String> {
    Set(
      try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
        $0.hasSuffix(".sealed")
      })
  }

  @Test func oldFilesGoAndTheRoundsGoOn() throws {
    let trial = try trial(through: 14, of: 16)
    let (own, state) = (trial.shared + "/h1", trial.state("h1") + "/signed")
    let before = (try sealed(own), try sealed(state), try trial.snapshot(trial.shared))
    let text = try prune("h1", trial, isDryRun: true)
    #expect(text.contains("h1/round-000004/masked.sealed  ") && text.contains("would remove"))
    #expect(!text.contains("round-000005"))
    #expect(try trial.snapshot(trial.shared) == before.2 && sealed(state) == before.1)

    #expect(try prune("h1", trial).contains("removed its sealed files of rounds up to 4"))
    let models = before.0.filter { $0.contains("model") }.sorted()
    let gone = Set(
      (1...4).map { "round-00000\($0)/masked.sealed" }
        + models.filter { $0 < "round-000004" && $0 != models.last })
    #expect(try sealed(own) == before.0.subtracting(gone))
    #expect(try sealed(state).count == before.1.count - gone.count)
    #expect(try trial.snapshot(trial.shared).count == before.2.count - gone.count)
    #expect(try prune("h1", trial).contains("nothing to remove"))

    // Neither a run of cron nor a service's look through everything brings them back.
    do {
      let hospital = try Hospital.open(location("h1", trial))
      try Publisher(hospital: hospital, folder: DirectoryFolder(trial.shared)).flushAll()
    }
    for id in ["h2", "h3"] { _ = try prune(id, trial) }
    try trial.runAll(through: 16, limit: 1000)
    #expect(try sealed(own).isDisjoint(with: gone))

    let report = try audit(trial)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("masked.sealed of h1, masked.sealed of h2, masked.sealed of h3"))
    for code in [CheckCode.aggregate, .model] {
      let word = { (round: Int) in
        report.findings.first { $0.round == round && $0.code == code }?.word
      }
      #expect((1...4).allSatisfy { word($0) == .skip }, "\(code)")
      #expect((5...16).allSatisfy { word($0) == .ok }, "\(code)")
    }
    #expect(try audit(trial, withKey: false).verdict.exitCode == 0)
    let page = BoardPage(try auditor(trial).boardReport(.all, program: "test")).text
    #expect(page.contains("4 sums cannot be recomputed any more"))
    // One round alone says the same.
    let alone = try auditor(trial).audit(.rounds([3, 5]))
    #expect(alone.verdict.exitCode == 0, "\(alone.text)")
    #expect(alone.findings.contains { $0.word == .skip && $0.round == 3 && $0.code == .aggregate })
  }

  /// What was not recomputed is not written as if it were; a younger file is missed as ever.
  @Test func whatIsGoneIsNotRecomputedAndWhatIsYoungIsMissed() throws {
    let trial = try trial(through: 14)
    for id in trial.ids { _ = try prune(id, trial) }
    try writesNothing(trial)
    let young = trial.path("h3", 5, "masked.sealed")
    let bytes = try #require(trial.read(young))
    try FileManager.default.removeItem(atPath: young)
    for withKey in [true, false] {
      let report = try audit(trial, withKey: withKey)
      #expect(report.verdict.exitCode == 2)
      #expect(
        report.findings.contains {
          $0.word == .wait && $0.file == "h3/round-000005/masked.sealed" && $0.code == .payloads
        })
    }
    try trial.overwrite(young, bytes)
    // Half of an old one, or another, is no file that was removed.
    try trial.overwrite(trial.path("h3", 4, "masked.sealed"), bytes)
    #expect(try audit(trial).verdict.exitCode == 1)
  }

  private func writesNothing(_ trial: Trial) throws {
    let out = trial.root + "/model"
    for round in ["4", "3"] {
      let printout = try auditor(trial).recompute(round, out: out, isFromGenesis: false)
      #expect(printout.exitCode == 1 && printout.text.contains("is not kept"), "\(printout.text)")
    }
    #expect(!trial.exists(out))
    // The model before the oldest kept round is kept for that.
    let printout = try auditor(trial).recompute("5", out: out, isFromGenesis: false)
    #expect(printout.exitCode == 0, "\(printout.text)")
    let error = failure {
      _ = try ExportModel(
        directory: trial.shared, id: "h1", state: trial.state("h1"), keyFile: nil, session: nil,
        round: "2", format: .safetensors, out: out + "-2", isReplacing: false
      ).run()
    }
    let isKept = try sealed(trial.shared).contains { $0.contains("round-000002/model") }
    #expect(isKept || error?.status == .missing, "\(String(describing: error))")
  }

  /// A liar that signs far ahead makes no younger file old.
  @Test func nobodyAloneMovesTheNewestRound() throws {
    let trial = try trial(through: 14)
    let signer = try signer(trial)
    let last = try trial.decode(
      ResultDocument.self, trial.path(#require(trial.leader(of: 13)), 13, "result.json"))
    let far = signer.sign(
      ResultDocument(
        session: last.session, round: 40, outcome: last.outcome, K: last.K, set: last.set,
        seeds: last.seeds, aggregate: last.aggregate, model: last.model, ledger: last.ledger,
        roster: last.roster, commit: last.commit), round: 40, slot: .result)
    let masked = try trial.decode(
      Statement<MaskedBody>.self, trial.path("h2", 14, "masked.json"))
    let place = Place(member: far.place.member, round: 41, slot: .masked)
    for round in ["40", "41"] {
      try FileManager.default.createDirectory(
        atPath: "\(trial.shared)/h2/round-0000\(round)", withIntermediateDirectories: true)
    }
    try trial.plant(far)
    try trial.plant(
      signer.sign(
        Statement(
          place: place, session: masked.session, K: far.digest, incarnation: 1,
          link: ChainLink(seq: masked.seq + 9, prev: masked.prev), sees: [far.digest],
          payload: masked.payload, body: masked.body, created: "", software: ""), round: 41,
        slot: .masked))
    try FileManager.default.removeItem(atPath: trial.path("h3", 9, "masked.sealed"))
    let report = try auditor(trial).audit(.rounds([9]))
    #expect(report.verdict.exitCode == 2, "\(report.text)")
    #expect(!report.findings.contains { $0.word == .skip && $0.code == .payloads })
  }

  private func signer(_ trial: Trial) throws -> Signer { try trial.signer("h2") }

  @Test func itRefusesInClearWords() throws {
    let trial = try trial(through: 2, keeping: nil)
    let silent = failure { _ = try prune("h1", trial) }
    #expect(silent?.status == .configuration && silent?.message.contains("keep_payloads") == true)
    try FileManager.default.removeItem(atPath: trial.path("h1", 1, "masked.sealed"))
    #expect(
      try audit(trial).findings.contains {
        $0.word == .wait && $0.file == "h1/round-000001/masked.sealed"
      }, "a plan without the field asks for all")

    let allowed = try self.trial(through: 2)
    #expect(failure { _ = try prune("h1", allowed, keep: 9) }?.status == .usage)
    #expect(try prune("h1", allowed, keep: 12).contains("nothing to remove"))
    #expect(
      failure {
        _ = try PrunePayloads(
          directory: allowed.shared, id: "h1", state: allowed.root + "/none", keep: 10,
          isDryRun: false
        ).run()
      }?.status == .missing)
    let running = try Hospital.open(location("h1", allowed))
    #expect(failure { _ = try prune("h1", allowed) }?.status == .tryLater)
    withExtendedLifetime(running) {}
  }

  /// The process ends between the private state and the shared directory.
  @Test func aKilledRunIsEndedByTheNext() throws {
    let trial = try trial(through: 14, of: 15)
    do {
      let hospital = try Hospital.open(location("h1", trial))
      let pruning = PayloadPruning(
        hospital: hospital, folder: DirectoryFolder(trial.shared),
        retention: PayloadRetention(rounds: 10), closed: 14)
      let payloads = try pruning.find()
      try pruning.forget(#require(payloads.first { $0.place.slot == .masked }))
      try pruning.remove(payloads[payloads.count - 1])
      #expect(try pruning.find().count == payloads.count - 1)
    }
    try trial.run("h1")
    let first = trial.path("h1", 1, "masked.sealed")
    #expect(trial.exists(first))
    _ = try prune("h1", trial)
    #expect(!trial.exists(first))
    try trial.runAll(through: 15, limit: 1000)
    #expect(try audit(trial).verdict.exitCode == 0)
  }

  /// A stick from before knows files that were removed since: they are not brought back, nor missed.
  @Test func aStickFromBeforeIsNoFault() throws {
    let trial = try trial(through: 12)
    let stick = trial.root + "/stick"
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
    let carry = { (way: CarryWay) in
      try CarryFiles(
        directory: trial.shared, id: "h1", medium: stick, way: way, isForAll: true
      ).run()
    }
    #expect(try carry(.out).failure == nil)
    _ = try prune("h1", trial)
    let own = try sealed(trial.shared + "/h1")
    let report = try carry(.in)
    #expect(report.failure == nil, "\(report.text)")
    #expect(try sealed(trial.shared + "/h1") == own)
    #expect(try carry(.out).failure == nil)
    // What is signed is missed as ever.
    try FileManager.default.removeItem(atPath: trial.path("h1", 1, "masked.json"))
    #expect(try carry(.in).failure?.status == .violation)
  }

  /// A state from before the pruned rounds takes in what was signed, without the sealed files.
  @Test func recoverTakesInWhatWasPruned() throws {
    let ids = ["h1", "h2", "h3", "h4"]
    let trial = try trial(through: 2, ids: ids, patience: 1)
    let old = trial.root + "/old"
    try FileManager.default.copyItem(atPath: trial.state("h4"), toPath: old)
    try trial.runAll(through: 15, limit: 1000)
    _ = try prune("h4", trial)
    #expect(!trial.exists(trial.path("h4", 4, "masked.sealed")))
    try FileManager.default.removeItem(atPath: trial.state("h4"))
    try FileManager.default.moveItem(atPath: old, toPath: trial.state("h4"))
    #expect(failure { try trial.run("h4") }?.status == .configuration)
    let recover = RecoverHospital.init(directory:id:state:)
    // A younger one that is not here is waited for.
    let young = trial.path("h4", 12, "masked.sealed")
    let bytes = try #require(trial.read(young))
    try FileManager.default.removeItem(atPath: young)
    #expect(failure { _ = try recover(trial.shared, "h4", trial.state("h4")).run() } != nil)
    try trial.overwrite(young, bytes)
    _ = try recover(trial.shared, "h4", trial.state("h4")).run()
    let slot = trial.state("h4") + "/signed/round-000004/masked"
    #expect(try FileManager.default.contentsOfDirectory(atPath: slot).count == 2)
    let charges = try #require(trial.read(trial.state("h4") + "/charges"))
    #expect(String(decoding: charges, as: UTF8.self).contains("round-000004/masked"))
    for _ in 0..<12 where trial.closedRound("h4") < 17 {
      for id in ids { try trial.run(id) }
      Thread.sleep(forTimeInterval: 0.3)
    }
    #expect(trial.closedRound("h4") >= 17)
    #expect(!trial.exists(trial.path("h4", 4, "masked.sealed")))
  }
}
