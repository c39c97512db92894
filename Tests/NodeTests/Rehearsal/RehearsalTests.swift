import Artifacts
import Foundation
import Testing

@testable import Node

/// `decaph-node rehearse`: rounds in memory on a hospital's own data, and nothing outside of it.
@Suite struct RehearsalTests {
  private func rehearse(
    _ trial: Trial, _ id: String? = "h2", data: String? = nil, plan: String? = nil,
    hospitals: Int? = nil, rounds: Int? = nil, state: Bool = true
  ) throws -> RehearsalReport {
    try Rehearsal(
      RehearsalOptions(
        directory: trial.shared, id: id, state: state ? id.map { trial.state($0) } : nil,
        data: data, plan: plan, hospitals: hospitals, isPadded: nil, rounds: rounds)
    ).run { _ in }
  }

  @Test func itChangesNothingAndPublishesWhatANodeWould() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    let before = try trial.snapshot(trial.root)
    let report = try rehearse(trial)
    #expect(try trial.snapshot(trial.root) == before)
    #expect(report.data.records == TrialPlan.recordsPerHospital && report.hospitals == 3)
    #expect(report.rounds.map(\.kind) == ["training"])
    #expect(report.text.contains("30 examples in 30 records: all train"), "\(report.text)")

    // The same names and, where they do not hold times of nothing, the same sizes.
    try trial.runAll(through: 1)
    for id in trial.ids { try trial.run(id) }
    for name in ["masked.sealed", "masked.json", "unmask-0.json", "model.sealed", "result.json"] {
      let file = try #require(
        report.files.first { $0.path == "h2/round-000001/\(name)" }, "\(name)")
      let holders = trial.ids.compactMap { trial.read(trial.path($0, 1, name)) }
      #expect(holders.contains { abs($0.count - file.bytes) <= 8 }, "\(name) \(file.bytes)")
    }
    #expect(report.files.contains { $0.path == "h2/round-000002/commit.json" })
    let once = Set(report.files.map(\.path).filter { $0.hasPrefix("h2/consortium/") })
    let signed = ["approval", "enrol-0001"].flatMap { ["\($0).json", "\($0).json.minisig"] }
    #expect(once == Set(signed.map { "h2/consortium/\($0)" }))
    #expect(report.files.contains { $0.path == "h2/status.json" && $0.bytes < 1_000 })
    let masked = try #require(report.files.first { $0.path.hasSuffix("masked.json") })
    #expect(masked.fields.contains("body.dealing") && masked.readers == RehearsedFile.everybody)
    #expect(
      report.files.first { $0.path.hasSuffix("masked.sealed") }?.readers
        == "sealed: the 3 hospitals, 1 auditor")
  }

  @Test(arguments: [3, 7]) func sizesAreReckonedFromAboveAndNotFarOff(hospitals: Int) throws {
    let trial = try Trial()
    let report = try rehearse(
      trial, nil, data: trial.data("h1"), plan: trial.root + "/plan.toml", hospitals: hospitals)
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let reckoned = try RoundSizes(plan, members: hospitals).shared(after: 0, rounds: 1)
    let real = try #require(report.rounds.first).bytes
    #expect((real...real * 3 / 2).contains(reckoned), "\(real) real, \(reckoned) reckoned")
  }

  @Test func countsAreRehearsedAndHeldOutRecordsToo() throws {
    let counts = """
      [census]
      noise_multiplier = 4.0
      [evaluation]
      every = 1
      held_out = 0.2
      noise_multiplier = 4.0
      """
    let trial = try Trial(TrialPlan(rounds: 2, isTable: true, counts: counts))
    let first = try rehearse(
      trial, "h1", data: trial.data("h1"), plan: trial.root + "/plan.toml", state: false)
    #expect(first.rounds.map(\.kind) == ["census", "training"])
    #expect(first.plan.reckoned == ["evaluation"] && first.data.ofPatients)
    #expect(
      first.data.heldOut > 0 && first.data.training + first.data.heldOut == first.data.records)
    let all = try rehearse(
      trial, "h1", data: trial.data("h1"), plan: trial.root + "/plan.toml", rounds: 99, state: false
    )
    #expect(
      all.rounds.map(\.kind) == ["census", "training", "evaluation", "training", "evaluation"])
    #expect(all.plan.reckoned.isEmpty)
  }

  @Test func itWorksBeforeTheManifestAndSaysWhatIsMissing() throws {
    let trial = try Trial()
    #expect(failure { _ = try rehearse(trial) }?.status == .tryLater)
    try trial.found()
    #expect(failure { _ = try rehearse(trial, "h2", state: false) }?.status == .usage)
    let early = try rehearse(trial, "h2", data: trial.data("h2"), hospitals: 4, state: false)
    #expect(early.hospitals == 4 && early.member.name == "h2")
    try trial.join("h2")
    #expect(try rehearse(trial).hospitals == 3)
    #expect(failure { _ = try rehearse(trial, data: "/nonexistent") }?.status == .missing)
    #expect(failure { _ = try rehearse(trial, hospitals: 1) }?.status == .usage)
    #expect(failure { _ = try rehearse(trial, rounds: 0) }?.status == .usage)
    #expect(failure { _ = try rehearse(trial, data: trial.root + "/plan.toml") }?.status != nil)
    // The budget of this plan allows no round.
    try trial.write(TrialPlan(epsilon: 0.001))
    let dear = failure {
      _ = try rehearse(
        trial, "h1", data: trial.data("h1"), plan: trial.root + "/plan.toml", state: false)
    }
    #expect(dear?.status == .badData && dear?.message.contains("budget") == true)
  }
}
