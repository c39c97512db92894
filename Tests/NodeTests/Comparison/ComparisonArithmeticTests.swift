import Artifacts
import Datasets
import Foundation
import ModelUpdate
import Rounds
import SecureAggregation
import SharedFolder
import Testing

@testable import Node

/// A comparison's private arm is the protocol: real nodes with the same draws come to its model.
@Suite struct ComparisonArithmeticTests {
  /// A hospital's trainer whose draws are those of a comparison.
  private final class SeededSource: VectorSource {
    let trainer: LocalTrainer
    let hospital: Int
    let draws: InsecureSeededDraws

    init(_ trainer: LocalTrainer, hospital: Int, draws: InsecureSeededDraws) {
      (self.trainer, self.hospital, self.draws) = (trainer, hospital, draws)
    }

    func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
      try draws.insecureSeeded(hospital: hospital, round: basis.round) {
        try trainer.vector(model: model, basis: basis)
      }
    }
  }

  /// Four hospitals: masks, shares, and a layer of noise that comes off because all are there.
  @Test func realNodesWithTheSameDrawsComeToTheSameBits() throws {
    let trial = try Trial(
      TrialPlan(rounds: 1, isTable: true, counts: "[census]\nnoise_multiplier = 1.0"),
      ids: ["h1", "h2", "h3", "h4"])
    try trial.foundCompletely()
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    let draws = InsecureSeededDraws(seed: 3, arm: "decaph")
    let folder = try SharedFolders.open(trial.shared)
    var records: [LocalRecords] = []
    var sessions: [NodeSession] = []
    for (index, id) in trial.ids.enumerated() {
      let hospital = try Hospital.open(
        StateLocation(directory: trial.shared, id: id, state: trial.state(id)))
      let dataset = try ExampleLoader(hospital: hospital, plan: plan).load { _ in }
      let local = try LocalRecords(dataset, plan: plan, session: trial.session())
      records.append(local)
      try Publisher(hospital: hospital, folder: folder).flushConsortium()
      guard
        case .ready(let manifest, let tip) =
          try Preparation(hospital: hospital, folder: folder).next()
      else {
        Issue.record("\(id) is not ready")
        return
      }
      let source = SeededSource(
        try LocalTrainer(local, plan: plan), hospital: index, draws: draws)
      sessions.append(
        try NodeSession(
          hospital: hospital, folder: folder, manifest: manifest, tip: tip, source: source,
          rounds: nil, isService: false, reporter: try Reporter(member: id, format: .text)))
    }
    for _ in 0..<20 where !trial.isComplete(2) {
      for session in sessions { _ = try session.advance(until: { false }) }
    }
    #expect(trial.isComplete(2))

    let arithmetic = try RoundArithmetic(plan)
    let plans = try ArmPlans(plan, hospitals: 4, seed: UInt64(plan.training.seed))
    let consortium = try MemoryConsortium(
      records, plan: plans.base, roster: plans.roster(), draws: draws)
    #expect(try arithmetic.noise(consortium.roster, .training)?.layers.count == 1)
    let model = try consortium.train { _ in }
    let file = try #require(trial.read(trial.state("h2") + "/models/000002.safetensors"))
    #expect(try arithmetic.decode(model: file, path: "000002.safetensors") == model)
    #expect(model.step == 1 && model.releases["census"] != nil)

    // Other draws give another model: the test can fail.
    let other = try MemoryConsortium(
      records, plan: plans.base, roster: plans.roster(),
      draws: InsecureSeededDraws(seed: 4, arm: "decaph"))
    #expect(try other.train { _ in } != model)
  }
}
