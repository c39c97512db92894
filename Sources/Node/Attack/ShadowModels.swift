import Datasets
import Learning
import Rounds

/// Trains the models of an arm and asks each about every record.
struct ShadowModels {
  private let division: ComparisonData.Division
  private let halves: ShadowHalves
  private let plans: ArmPlans
  private let seed: UInt64
  private let learner: Learner
  /// Each hospital's records, all of them.
  private let records: [LocalRecords]
  private let test: LocalRecords

  /// What the models of an arm say.
  struct Trained {
    /// Of each noise in the arm; none without privacy.
    let privacy: [ArmPrivacy]
    /// One per model.
    let answers: [RecordAnswers]
    /// AUROC on the test set, one per model.
    let areas: [Double]
  }

  init(
    _ division: ComparisonData.Division, halves: ShadowHalves, plans: ArmPlans, seed: UInt64
  ) throws {
    self.division = division
    self.halves = halves
    self.plans = plans
    self.seed = seed
    learner = try Learner(plans.base.model)
    records = try division.hospitals.map {
      try LocalRecords($0, plan: plans.base, session: .zero)
    }
    test = try LocalRecords(division.test, plan: plans.base, session: .zero)
  }

  /// Trains all models of an arm.
  ///
  /// - Parameter progress: called before each model, from 1; may throw to end it.
  func trained(
    _ arm: Arm, noise: inout NoiseTable, _ progress: (_ model: Int) throws -> Void
  ) throws -> Trained {
    var privacy: [ArmPrivacy] = []
    var answers: [RecordAnswers] = []
    var areas: [Double] = []
    for (number, chosen) in halves.chosen.enumerated() {
      try progress(number + 1)
      let training = try ArmTraining(
        division.hospitals, chosen: chosen, plans: plans, learner: learner)
      let own = try noise.privacy(of: arm, plans: plans, sizes: chosen.map(\.count))
      let draws = InsecureSeededDraws(seed: seed, arm: "attack \(number) \(arm.key)")
      let model = try training.model(of: arm, privacy: own, draws: draws) { _ in
        try progress(number + 1)
      }
      // Examples as the model knows them: standardised by its own census.
      let plan = own.first?.plan ?? plans.plain
      let arithmetic = try RoundArithmetic(plan)
      func examples(_ records: LocalRecords) throws -> LabelledExamples {
        try LocalTrainer(records, plan: plan, isPadded: false).examples(for: model, arithmetic)
      }
      var answer = RecordAnswers()
      for hospital in records {
        try answer.add(
          hospital.training, of: try examples(hospital), parameters: model.parameters, learner)
      }
      answers.append(answer)
      let scores = try TestScores(model.parameters, on: try examples(test), learner: learner)
      areas.append(scores.values[.auroc] ?? 0.5)
      privacy += own
    }
    return Trained(privacy: privacy, answers: answers, areas: areas)
  }
}
