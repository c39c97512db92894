import Artifacts
import Audit
import Datasets
import Foundation
import Learning
import ModelUpdate
import Rounds
import Testing

@testable import Node

/// Images with any number of labels, as the columns of a table name them.
@Suite struct MultiLabelTests {
  private static let counts = """
    [evaluation]
    every = 2
    held_out = 0.3
    bins = 10
    noise = "none"
    """
  private static let plan = TrialPlan(
    rounds: 2, imageKeys: "labels = \"columns\"", counts: counts)

  /// Gives each image up to three labels.
  private func label(_ trial: Trial, _ id: String) throws {
    let folder = trial.data(id)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".png") }.sorted()
    let lines = names.enumerated().map { index, name in
      "\(name),\(index % 2),\(index % 3 == 0 ? 1 : 0),\(name.contains("COVID") ? 1 : 0)"
    }
    try trial.write(
      "file,Normal,Viral Pneumonia,COVID\n" + lines.joined(separator: "\n") + "\n",
      to: folder + "/metadata.csv")
  }

  @Test func severalLabelsTrainAreMeasuredAndAudited() throws {
    let trial = try Trial(Self.plan)
    for id in trial.ids { try label(trial, id) }
    #expect(failure { try trial.foundUpToApproval() }?.status == .usage)
    try trial.start(acceptsNoNoise: true)
    for id in trial.ids.dropFirst() { try trial.approve(id, acceptsNoNoise: true) }
    try trial.runAll(through: 3)
    let report = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")

    // What was released is what the held-out records of all hospitals say.
    let plan = try PlanFile.load(trial.root + "/plan.toml")
    #expect(plan.model.loss == .sigmoidCrossEntropy)
    let arithmetic = try RoundArithmetic(plan)
    let learner = try Learner(plan.model)
    let hospital = try Hospital.open(
      StateLocation(directory: trial.shared, id: "h1", state: trial.state("h1")))
    // Rounds: training 1 and 2, evaluation 3.
    let leader = try #require(trial.leader(of: 3))
    let result = try trial.decode(ResultDocument.self, trial.path(leader, 3, "result.json"))
    let model = try hospital.model(of: result, plan: plan)
    let evaluation = try #require(arithmetic.evaluation(in: model))
    var matrices = [ConfusionMatrix](repeating: ConfusionMatrix(classes: 2), count: 3)
    for id in trial.ids {
      let dataset = try DataSpecification(plan.data).load(trial.data(id)).dataset
      #expect(dataset.marks?.count == dataset.count * 3 && dataset.labels.isEmpty)
      let local = try LocalRecords(dataset, plan: plan, session: trial.session())
      let found = try learner.evaluate(
        parameters: model.parameters, examples: local.examples,
        indices: local.heldOut.flatMap { $0 })
      for (label, matrix) in found.matrices.enumerated() {
        for truth in 0..<2 {
          for prediction in 0..<2 {
            for _ in 0..<matrix.counts[2 * truth + prediction] {
              matrices[label].add(truth: truth, prediction: prediction)
            }
          }
        }
      }
    }
    #expect(evaluation.records == Double(matrices[0].total))
    for (label, matrix) in matrices.enumerated() {
      #expect(evaluation.sensitivity(label) == matrix.recall(of: 1))
      #expect(evaluation.specificity(label) == matrix.recall(of: 0))
    }
    let accuracy = matrices.reduce(0) { $0 + $1.accuracy } / 3
    #expect(abs(try #require(evaluation.accuracy) - accuracy) < 1e-12)
  }

  @Test func aPlanThatCannotBeIsRefused() throws {
    let softmax = Self.plan.text.replacing(
      "kind = \"logistic\"", with: "kind = \"logistic\"\nloss = \"softmax\"")
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(softmax, file: "p") }
    #expect(error?.message.contains("model.loss must be \"sigmoid\"") == true)
    let census = Self.plan.text + "\n[census]\nnoise = \"none\"\n"
    let other = #expect(throws: NodeError.self) { try PlanFile.parse(census, file: "p") }
    #expect(other?.message.contains("have no census") == true)
  }

  @Test func imagesWithoutATableAreRefused() throws {
    let trial = try Trial(Self.plan)
    for id in trial.ids.dropFirst() { try label(trial, id) }
    let error = failure {
      _ = try DataSpecification(PlanFile.load(trial.root + "/plan.toml").data).load(
        trial.data("h1"))
    }
    #expect(error?.status == .missing)
    #expect(error?.message.contains("no metadata.csv") == true)
  }
}
