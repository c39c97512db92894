import Artifacts
import DifferentialPrivacy
import Learning
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Makes a hospital's one vector of a round: sample, clip, truncate, add noise.
///
/// What is sampled and clipped is a record: all examples of a patient where the data name patients,
/// otherwise an example. What comes out is the exact clipped sum plus the full noise of this
/// member, to be masked and nothing else. Batch size and loss stay inside; so does, with padding,
/// the time that they would take.
final class LocalTrainer: VectorSource {
  private let examples: LabelledExamples
  private let records: [[Int]]
  private let learner: Learner
  private let plan: Plan
  private let workload: Workload?

  /// Prepares to train on a hospital's examples.
  ///
  /// - Parameters:
  ///   - records: the examples of each record; by default each example is one.
  ///   - isPadded: whether a round computes as much whatever its sample.
  init(
    examples: LabelledExamples, records: [[Int]]? = nil, plan: Plan, isPadded: Bool = true
  ) throws {
    let records = records ?? (0..<examples.count).map { [$0] }
    self.examples = examples
    self.records = records
    self.plan = plan
    learner = try Learner(plan.model)
    let rate = try RoundArithmetic(plan).sampling().rate
    workload = isPadded ? Workload(records, samplingRate: rate) : nil
  }

  /// How much has been computed so far.
  var effort: Effort { learner.effort }

  /// The noisy clipped gradient sum in grid steps.
  ///
  /// - Throws: `NodeError` 65 when the batch could overflow the ring; nothing is ever clamped.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let arithmetic = try RoundArithmetic(plan)
    let grid = try arithmetic.grid(basis.roster)
    var random = ChaChaGenerator()
    let batch = try arithmetic.sampling().sample(count: records.count, using: &random)
    guard batch.count <= (try arithmetic.recordLimit(basis.roster)) else {
      throw NodeError(
        .badData, "a round's sample of this hospital does not fit the ring",
        remedy: "ask the consortium for a plan with ring = 64 or a smaller sampling_rate")
    }
    var sum = try learner.clippedSum(
      parameters: model.parameters, examples: examples, records: batch.map { records[$0] },
      clipping: Clipping(norm: grid.clipNorm, gridStep: grid.step), paddedTo: workload
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
