import Artifacts
import DifferentialPrivacy
import Learning
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Makes a hospital's one vector of a round: sample, clip, truncate, add noise.
///
/// What comes out is the exact clipped sum plus the full noise of this member, to be masked and
/// nothing else. Batch size and loss stay inside.
final class LocalTrainer: VectorSource {
  private let examples: LabelledExamples
  private let learner: Learner
  private let plan: Plan

  /// Prepares to train on a hospital's examples.
  init(examples: LabelledExamples, plan: Plan) throws {
    self.examples = examples
    self.plan = plan
    learner = try Learner(plan.model)
  }

  /// The noisy clipped gradient sum in grid steps.
  ///
  /// - Throws: `NodeError` 65 when the batch could overflow the ring; nothing is ever clamped.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let arithmetic = try RoundArithmetic(plan)
    let grid = try arithmetic.grid(basis.roster)
    var random = ChaChaGenerator()
    let batch = try arithmetic.sampling().sample(count: examples.count, using: &random)
    guard batch.count <= (try arithmetic.recordLimit(basis.roster)) else {
      throw NodeError(
        .badData, "a round's sample of this hospital does not fit the ring",
        remedy: "ask the consortium for a plan with ring = 64 or a smaller sampling_rate")
    }
    var sum = try learner.clippedSum(
      parameters: model.parameters, examples: examples, indices: batch,
      clipping: Clipping(norm: grid.clipNorm, gridStep: grid.step)
    ).sum
    defer { sum.wipe() }
    DiscreteGaussian(grid).add(to: &sum, using: &random)
    return try RingVector(signed: sum, width: arithmetic.ring)
  }
}

extension [Int64] {
  /// Overwrites the numbers in place; they are one hospital's unmasked sum.
  fileprivate mutating func wipe() {
    withUnsafeMutableBytes { SecretMemory.wipe($0) }
  }
}
