import Artifacts
import Datasets
import DifferentialPrivacy
import Learning
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Makes a hospital's one vector of a round: of its sample's clipped gradients, or of counts; then
/// noise.
///
/// What comes out is an exact integer sum of bounded records plus the base of this member's noise,
/// to be masked and nothing else; its layers are added with the masks. Batch size and loss stay inside; so does, with padding, the time that
/// they would take.
final class LocalTrainer: VectorSource {
  private let records: LocalRecords
  private let learner: Learner
  private let plan: Plan
  private let isPadded: Bool
  private let workload: Workload?
  /// The examples as the newest census standardises them.
  private var standardised: (moments: [CensusRelease.Moment], examples: LabelledExamples)?

  /// Prepares to train on a hospital's records.
  ///
  /// - Parameter isPadded: whether a round computes as much whatever its sample.
  init(_ records: LocalRecords, plan: Plan, isPadded: Bool = true) throws {
    self.records = records
    self.plan = plan
    self.isPadded = isPadded
    learner = try Learner(plan.model)
    let rate = try RoundArithmetic(plan).sampling().rate
    workload = isPadded ? Workload(records.training, samplingRate: rate) : nil
  }

  /// How much has been computed so far.
  var effort: Effort { learner.effort }

  /// The noisy sum in grid steps.
  ///
  /// - Throws: `NodeError` 65 when the sum could overflow the ring; nothing is ever clamped.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let arithmetic = try RoundArithmetic(plan)
    let kind = arithmetic.schedule.kind(of: basis.round)
    var random = ChaChaGenerator()
    var sum: [Int64]
    switch kind {
    case .training: sum = try gradients(model, basis, arithmetic, &random)
    case .census, .evaluation: sum = try counts(kind, model, basis, arithmetic)
    }
    defer { sum.wipe() }
    if let noise = try arithmetic.noise(basis.roster, kind) {
      noise.base.add(to: &sum, using: &random)
    }
    return try RingVector(signed: sum, width: arithmetic.ring)
  }

  /// The sum of a sample's gradients: sampled, clipped, truncated.
  private func gradients(
    _ model: ModelState, _ basis: RoundBasis, _ arithmetic: RoundArithmetic,
    _ random: inout ChaChaGenerator
  ) throws -> [Int64] {
    let grid = try arithmetic.grid(basis.roster)
    let batch = try arithmetic.sampling().sample(count: records.training.count, using: &random)
    try check(batch.count, .training, basis, arithmetic)
    var examples = try examples(for: model, arithmetic)
    var sample = batch.map { records.training[$0] }
    if let augmentation = plan.data.images?.augmentation {
      let augmented = try AugmentedBatch(
        sample, of: examples, by: ImageAugmentation(augmentation),
        atLeast: workload?.examples ?? 0, using: &random)
      (examples, sample) = (augmented.examples, augmented.records)
    }
    return try learner.clippedSum(
      parameters: model.parameters, examples: examples, records: sample,
      clipping: Clipping(norm: grid.clipNorm, gridStep: grid.step), paddedTo: workload
    ).sum
  }

  private func counts(
    _ kind: LedgerEntry.Kind, _ model: ModelState, _ basis: RoundBasis,
    _ arithmetic: RoundArithmetic
  ) throws -> [Int64] {
    let used = kind == .census ? records.all : records.heldOut
    try check(used.count, kind, basis, arithmetic)
    let counts = RecordCounts(
      records: records, unit: try arithmetic.countGrid(basis.roster, kind).unit)
    if kind == .census { return counts.census(arithmetic.censusLayout) }
    return try counts.evaluation(
      arithmetic.evaluationLayout, parameters: model.parameters, learner: learner,
      examples: try examples(for: model, arithmetic), isPadded: isPadded)
  }

  private func check(
    _ count: Int, _ kind: LedgerEntry.Kind, _ basis: RoundBasis, _ arithmetic: RoundArithmetic
  ) throws {
    guard count <= (try arithmetic.recordLimit(basis.roster, kind)) else {
      throw NodeError(
        .badData, "what this hospital adds to a \(kind.rawValue) round does not fit the ring",
        remedy: "ask the consortium for a plan with ring = 64 or a smaller sampling_rate")
    }
  }

  /// The examples as a model knows them: standardised by the newest census, if there is one.
  private func examples(
    for model: ModelState, _ arithmetic: RoundArithmetic
  ) throws -> LabelledExamples {
    guard let moments = arithmetic.census(in: model)?.moments, !moments.isEmpty else {
      return records.examples
    }
    if let standardised, standardised.moments == moments { return standardised.examples }
    let examples = try records.examples.standardised(by: moments)
    standardised = (moments, examples)
    return examples
  }
}

extension [Int64] {
  /// Overwrites the numbers in place; they are one hospital's unmasked sum.
  fileprivate mutating func wipe() {
    withUnsafeMutableBytes { SecretMemory.wipe($0) }
  }
}
