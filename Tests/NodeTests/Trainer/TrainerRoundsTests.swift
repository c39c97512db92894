import Artifacts
import Audit
import Foundation
import Learning
import ModelUpdate
import Rounds
import Testing

@testable import Node

/// Hospitals whose model a trainer in plain Python computes.
@Suite struct TrainerRoundsTests {
  @Test func threeHospitalsTrainAndTheAuditRecomputes() throws {
    let table = try TrainerTable()
    let trial = table.trial
    try trial.foundUpToApproval()
    // Nobody approves a program that is not here, or another one.
    let none = failure { try table.approve("h2", trainer: nil) }
    #expect(none?.status == .configuration && none?.remedy.contains("--trainer") == true)
    try table.copy(to: "other")
    try trial.write("exit(0)\n", to: trial.root + "/other/extra.py")
    let other = failure { try table.approve("h2", trainer: trial.root + "/other") }
    #expect(other?.status == .configuration)
    #expect(other?.message.contains("is not the one of the plan") == true)
    try FileManager.default.removeItem(atPath: trial.root + "/other/extra.py")
    for id in ["h2", "h3"] { try table.approve(id, trainer: trial.root + "/other") }

    try trial.runAll(through: 2)
    let models = try (1...2).map { round in
      try #require(trial.read(trial.state("h3") + "/models/00000\(round).safetensors"))
    }
    let weights = try models.map { try TensorFile($0).floats("weight", shape: [2, 3]) }
    let first: [Float] = (0..<6).map { Float($0 % 5 - 2) / 4 }
    #expect(weights[0] != first && weights[1] != weights[0])
    #expect(!trial.exists(trial.state("h1") + "/trainer-round"), "patients' rows do not stay")
    let report = try ConsortiumAuditor(
      directory: trial.shared, session: nil, keyFile: trial.state("h2") + "/secrets/sealing"
    ).audit(.rounds([1, 2]))
    #expect(report.verdict.exitCode == 0, "\(report.text(isColoured: false))")

    // The model leaves as tensors; what would have to compute it says why it cannot.
    func export(_ format: ExportFormat, _ name: String) throws {
      _ = try ExportModel(
        directory: trial.shared, id: "h1", state: trial.state("h1"), keyFile: nil, session: nil,
        round: "2", format: format, out: trial.root + "/" + name, isReplacing: false
      ).run()
    }
    try export(.safetensors, "model.safetensors")
    let exported = try TensorFile(#require(trial.read(trial.root + "/model.safetensors")))
    #expect(try exported.floats("weight", shape: [2, 3]) == weights[1])
    let refused = failure { try export(.onnx, "model.onnx") }
    #expect(refused?.status == .badData && refused?.message.contains("its trainer alone") == true)
  }

  /// The node makes of a trainer's gradients what it makes of its own, also where patients have
  /// several rows.
  @Test func theSumIsThatOfTheNodesOwnLearner() throws {
    let table = try TrainerTable()
    let plan = try PlanFile.load(table.trial.root + "/plan.toml")
    let arithmetic = try RoundArithmetic(plan)
    let dataset = try ExampleLoader(path: table.trial.data("h1"), plan: plan, cache: nil)
      .load { _ in }
    let records = try LocalRecords(dataset, plan: plan, session: .zero)
    #expect(records.training.contains { $0.count > 1 })
    let model = try arithmetic.initialModel(
      start: PlanFile.read(table.trial.root + "/plan.toml").start?.file
    ).state
    let clipping = try Clipping(norm: 0.4, gridStep: 1e-5)
    func sum(_ source: any GradientSource, _ workload: Workload?) throws -> [Int64] {
      try source.clippedSum(
        of: RoundSample(
          round: 1, seed: 1, parameters: model.parameters, examples: records.examples,
          ids: records.ids, records: Array(records.training.dropFirst(2)), workload: workload),
        clipping: clipping)
    }
    let learner = try Learner(.logisticRegression(input: [3], outputs: 2))
    let expected = try sum(LearnerGradients(learner, trained: arithmetic.trained), nil)
    let padded = Workload(single: 20, several: 20)
    let program = table.program(plan)
    let found = try sum(
      TrainerGradients(program, plan: plan, trained: arithmetic.trained), padded)
    // One step for each record, where single and double precision truncate differently.
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 12) }
    #expect(expected.contains { abs($0) > 10_000 })

    var trusting = plan
    trusting.trainer?.answer = .trustedSum
    let trusted = try sum(
      TrainerGradients(table.program(trusting), plan: trusting, trained: arithmetic.trained), nil)
    for (a, b) in zip(trusted, expected) { #expect(abs(a - b) <= 12) }
  }
}
