import Artifacts
import Datasets
import Learning
import ModelUpdate
import Rounds
import Sodium

/// One seed of a comparison: its division of the data, and every arm on it.
struct ComparisonRun {
  private let records: [LocalRecords]
  private let pooled: LocalRecords
  private let test: LocalRecords
  private let learner: Learner
  private let plans: ArmPlans
  private let seed: UInt64
  /// Records of each hospital's training set.
  var sizes: [Int] { records.map { $0.training.count } }
  /// Examples of the test set.
  var testCount: Int { test.examples.count }

  /// What training an arm gave.
  struct Outcome {
    let scores: TestScores
    /// Of each noise in the arm; none without privacy.
    let privacy: [ArmPrivacy]
    let seconds: Double
  }

  init(_ division: ComparisonData.Division, plans: ArmPlans, seed: UInt64) throws {
    func local(_ dataset: Dataset) throws -> LocalRecords {
      try LocalRecords(dataset, plan: plans.base, session: .zero)
    }
    records = try division.hospitals.map(local)
    pooled = try local(Dataset(joining: division.hospitals))
    test = try local(division.test)
    learner = try Learner(plans.base.model)
    self.plans = plans
    self.seed = seed
  }

  /// Trains and measures an arm.
  ///
  /// - Parameter progress: called before each round; may throw to end it.
  func outcome(
    of arm: Arm, noise: inout NoiseTable,
    _ progress: (_ round: Int, _ of: Int) throws -> Void
  ) throws -> Outcome {
    let draws = InsecureSeededDraws(seed: seed, arm: arm.key)
    let privacy = try noise.privacy(of: arm, plans: plans, sizes: sizes)
    let clock = ContinuousClock()
    let start = clock.now
    let plan = privacy.first?.plan ?? plans.plain
    let model: ModelState
    switch arm {
    case .alone(let hospital):
      model = try plain([records[hospital]], draws).train(progress)
    case .pooled:
      model = try plain([pooled], draws).train(progress)
    case .collaborative:
      model = try plain(records, draws).train(progress)
    case .localNoise:
      model = try LocalNoiseTraining(records, plans: privacy.map(\.plan), draws: draws)
        .train(progress)
    case .decaph:
      model = try MemoryConsortium(records, plan: plan, roster: plans.roster(), draws: draws)
        .train(progress)
    }
    let seconds = (clock.now - start) / .seconds(1)
    // The test set as the arm's model knows it: standardised by the arm's own census.
    let examples = try LocalTrainer(test, plan: plan, isPadded: false)
      .examples(for: model, RoundArithmetic(plan))
    return Outcome(
      scores: try TestScores(model.parameters, on: examples, learner: learner), privacy: privacy,
      seconds: seconds)
  }

  private func plain(
    _ hospitals: [LocalRecords], _ draws: InsecureSeededDraws
  ) throws -> PlainTraining {
    try PlainTraining(hospitals, plan: plans.plain, learner: learner, draws: draws)
  }
}
