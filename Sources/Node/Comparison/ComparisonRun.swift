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
    /// Scores along the training, the last ones at its end; empty where nobody asked for them.
    let curve: [CurvePoint]
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
  /// - Parameters:
  ///   - points: at how many points of the training to measure; 0 for the end alone.
  ///   - progress: called before each round; may throw to end it.
  func outcome(
    of arm: Arm, noise: inout NoiseTable, points: Int,
    _ progress: (_ round: Int, _ of: Int) throws -> Void
  ) throws -> Outcome {
    let privacy = try noise.privacy(of: arm, plans: plans, sizes: sizes)
    let plan = privacy.first?.plan ?? plans.plain
    let clock = ContinuousClock()
    let start = clock.now
    var (last, measuring, curve) = (0, Duration.zero, [CurvePoint]())
    let model = try training.model(
      of: arm, privacy: privacy, draws: InsecureSeededDraws(seed: seed, arm: arm.key)
    ) { step in
      try progress(step.round, step.last)
      last = step.last
      guard CurvePoint.rounds(before: last, count: points).contains(step.round - 1) else { return }
      let begun = clock.now
      curve.append(CurvePoint(round: step.round - 1, scores: try scores(step.model, plan)))
      measuring += clock.now - begun
    }
    let seconds = (clock.now - start - measuring) / .seconds(1)
    let end = try scores(model, plan)
    if points > 0 { curve.append(CurvePoint(round: last, scores: end)) }
    return Outcome(scores: end, curve: curve, privacy: privacy, seconds: seconds)
  }

  /// On the test set as the arm's model knows it: standardised by the arm's own census.
  private func scores(_ model: ModelState, _ plan: Plan) throws -> TestScores {
    let examples = try LocalTrainer(test, plan: plan, isPadded: false)
      .examples(for: model, RoundArithmetic(plan))
    return try TestScores(model.parameters, on: examples, learner: learner)
  }
}
