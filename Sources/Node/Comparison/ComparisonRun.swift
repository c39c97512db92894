import Artifacts
import Datasets
import Learning
import ModelUpdate
import Rounds
import Sodium

/// One seed of a comparison: its division of the data, and every arm on it.
struct ComparisonRun {
  private let training: ArmTraining
  private let test: LocalRecords
  private let learner: Learner
  private let plans: ArmPlans
  private let seed: UInt64
  /// Records of each hospital's training set.
  var sizes: [Int] { training.records.map { $0.training.count } }
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
    learner = try Learner(plans.base.model)
    training = try ArmTraining(division.hospitals, plans: plans, learner: learner)
    test = try LocalRecords(division.test, plan: plans.base, session: .zero)
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
    let privacy = try noise.privacy(of: arm, plans: plans, sizes: sizes)
    let clock = ContinuousClock()
    let start = clock.now
    let model = try training.model(
      of: arm, privacy: privacy, draws: InsecureSeededDraws(seed: seed, arm: arm.key), progress)
    let seconds = (clock.now - start) / .seconds(1)
    // The test set as the arm's model knows it: standardised by the arm's own census.
    let plan = privacy.first?.plan ?? plans.plain
    let examples = try LocalTrainer(test, plan: plan, isPadded: false)
      .examples(for: model, RoundArithmetic(plan))
    return Outcome(
      scores: try TestScores(model.parameters, on: examples, learner: learner), privacy: privacy,
      seconds: seconds)
  }
}
