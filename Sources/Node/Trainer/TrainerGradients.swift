import Artifacts
import Learning
import ModelUpdate

/// Gradients from a program beside the node. The node clips, truncates and adds them up, one
/// example at a time; only a plan that says `trusted-sum` leaves that to the program.
final class TrainerGradients: GradientSource {
  private let program: TrainerProgram
  private let plan: Plan
  private let trained: TrainedParameters

  /// Uses a program.
  ///
  /// - Throws: `NodeError` 66 or 78 when the hospital's copy is not the plan's, 74 when something of an
  ///   earlier run stays.
  init(_ program: TrainerProgram, plan: Plan, trained: TrainedParameters) throws {
    try program.clear()
    try program.checkedFolder()
    (self.program, self.plan, self.trained) = (program, plan, trained)
  }

  /// The sum of a sample; see ``GradientSource``.
  func clippedSum(of sample: RoundSample, clipping: Clipping) throws -> [Int64] {
    let answer: TrainerTask.Answer =
      program.plan.answer == .trustedSum ? .trustedSum : .perExample
    let chosen = sample.records.flatMap(\.self)
    // Further examples, so that the time does not tell how many there are; a sum has none.
    let others = answer == .perExample ? sample.filling(after: chosen.count) : []
    let places = chosen + others
    guard !places.isEmpty else { return [Int64](repeating: 0, count: trained.count) }
    let task = TrainerTask(
      plan: plan, answer: answer, round: sample.round, seed: sample.seed,
      parameters: sample.parameters, trained: trained, clipping: clipping,
      examples: sample.examples, places: places, ids: places.map { sample.ids[$0] },
      records: sample.records.map(\.count))
    let sum = TrainerSum(task)
    try program.run(task) { sum.take($0) }
    return try sum.whole()
  }
}
