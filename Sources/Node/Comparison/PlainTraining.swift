import Artifacts
import DifferentialPrivacy
import Datasets
import Learning
import ModelUpdate
import Rounds

/// Training without privacy: FedSGD. In every round each record is drawn with the plan's
/// probability, and the model takes one step along the mean gradient of the examples drawn at all
/// hospitals, neither clipped nor noised. With one hospital it is ordinary training by itself.
///
/// A census of the plan is taken exactly.
struct PlainTraining {
  private let consortium: MemoryConsortium
  private let hospitals: [LocalRecords]
  private let learner: Learner
  private let plan: Plan

  /// - Parameter plan: without noise, by ``ArmPlans/plain``.
  init(
    _ hospitals: [LocalRecords], plan: Plan, learner: Learner, draws: InsecureSeededDraws
  ) throws {
    self.hospitals = hospitals
    self.learner = learner
    self.plan = plan
    consortium = try MemoryConsortium(
      hospitals, plan: plan,
      roster: Roster.inMemory(
        hospitals.count, colluders: 0, quorum: hospitals.count, smallestSet: hospitals.count),
      draws: draws)
  }

  /// The model after all rounds.
  func train(_ progress: (TrainingStep) throws -> Void) throws -> ModelState {
    let schedule = consortium.arithmetic.schedule
    var model = try consortium.arithmetic.initialModel().state
    var examples: [LabelledExamples]?
    for round in 1...schedule.lastRound {
      try progress(TrainingStep(round: round, last: schedule.lastRound, model: model))
      guard schedule.kind(of: round) == .training else {
        model = try consortium.advanced(model, round: round)
        continue
      }
      if examples == nil {
        examples = try consortium.trainers.map {
          try $0.examples(for: model, consortium.arithmetic)
        }
      }
      if let step = try gradient(model, round: round, examples ?? []) {
        let factor = plan.training.rateFactor(step: model.step)
        let next = try? model.updated(by: step, rule: plan.training.rule, rateFactor: factor)
        model = next ?? model
      }
    }
    return model
  }

  /// The mean gradient of all that were drawn; nil if nobody was.
  private func gradient(
    _ model: ModelState, round: Int, _ examples: [LabelledExamples]
  ) throws -> [Float]? {
    let sampling = try consortium.arithmetic.sampling()
    var sum = [Float](repeating: 0, count: model.parameters.count)
    var count = 0
    for (hospital, records) in hospitals.enumerated() {
      var random = SeededGenerator(
        seed: consortium.draws.insecureSeed(hospital: hospital, round: round))
      var drawn = sampling.sample(count: records.training.count, using: &random)
        .flatMap { records.training[$0] }
      guard !drawn.isEmpty else { continue }
      var examples = examples[hospital]
      if let augmentation = plan.data.images?.augmentation {
        let augmented = try AugmentedBatch(
          [drawn], of: examples, by: ImageAugmentation(augmentation), atLeast: 0, using: &random)
        (examples, drawn) = (augmented.examples, augmented.records[0])
      }
      let mean = try learner.meanGradient(
        parameters: model.parameters, examples: examples, indices: drawn
      ).gradient
      for place in sum.indices { sum[place] += mean[place] * Float(drawn.count) }
      count += drawn.count
    }
    guard count > 0 else { return nil }
    return sum.map { $0 / Float(count) }
  }
}
