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
  /// Computes what the node computes itself; nil where a trainer knows the layers alone.
  private let learner: Learner?
  private let source: any GradientSource
  private let plan: Plan
  private let isPadded: Bool
  private let workload: Workload?
  /// The examples as the newest census standardises them.
  private var standardised: (census: Standardisation, examples: LabelledExamples)?

  /// Prepares to train on a hospital's records.
  ///
  /// - Parameters:
  ///   - isPadded: whether a round computes as much whatever its sample.
  ///   - program: the plan's trainer, where it has one.
  /// - Throws: `NodeError` 64 where it has one and none is given: models whose layers the node does
  ///   not know are computed in rounds alone.
  init(
    _ records: LocalRecords, plan: Plan, isPadded: Bool = true, program: TrainerProgram? = nil
  ) throws {
    self.records = records
    self.plan = plan
    self.isPadded = isPadded
    let arithmetic = try RoundArithmetic(plan)
    if plan.trainer == nil {
      let learner = try Learner(plan.model, frozen: plan.start?.frozen ?? [])
      self.learner = learner
      source = LearnerGradients(learner, trained: arithmetic.trained)
    } else if let program {
      learner = nil
      source = try TrainerGradients(program, plan: plan, trained: arithmetic.trained)
    } else {
      throw NodeError.computedByTrainer
    }
    let rate = try arithmetic.sampling().rate
    workload = isPadded ? Workload(records.training, samplingRate: rate) : nil
  }

  /// How much has been computed so far.
  var effort: Effort { learner?.effort ?? Effort() }

  /// The noisy sum in grid steps.
  ///
  /// - Throws: `NodeError` 65 when the sum could overflow the ring; nothing is ever clamped.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    try vector(model: model, round: basis.round, roster: basis.roster)
  }

  /// The noisy sum of a round, for a roster that need not stand on a result: a comparison has no
  /// files.
  func vector(model: ModelState, round: Int, roster: Roster) throws -> RingVector {
    let arithmetic = try RoundArithmetic(plan)
    let kind = arithmetic.schedule.kind(of: round)
    var random = ChaChaGenerator()
    var sum: [Int64]
    switch kind {
    case .training: sum = try gradients(model, round, roster, arithmetic, &random)
    case .census, .evaluation: sum = try counts(kind, model, roster, arithmetic)
    }
    defer { sum.wipe() }
    if let noise = try arithmetic.noise(roster, kind) {
      noise.base.add(to: &sum, using: &random)
    }
    return try RingVector(signed: sum, width: arithmetic.ring)
  }

  /// The sum of a sample's gradients: sampled, clipped, truncated.
  private func gradients(
    _ model: ModelState, _ round: Int, _ roster: Roster, _ arithmetic: RoundArithmetic,
    _ random: inout ChaChaGenerator
  ) throws -> [Int64] {
    let grid = try arithmetic.grid(roster)
    let batch = try arithmetic.sampling().sample(count: records.training.count, using: &random)
    try check(batch.count, .training, roster, arithmetic)
    var examples = try examples(for: model, arithmetic)
    var sample = batch.map { records.training[$0] }
    var ids = records.ids
    if let augmentation = plan.data.images?.augmentation {
      let augmented = try AugmentedBatch(
        sample, of: examples, by: ImageAugmentation(augmentation),
        atLeast: workload?.examples ?? 0, using: &random)
      (examples, sample) = (augmented.examples, augmented.records)
      ids = augmented.origins.map { records.ids[$0] }
    }
    // Nothing is drawn for a learner, which has no use for it. A JSON number is exact to 53 bits.
    let seed = learner == nil ? random.next() >> 11 : 0
    return try source.clippedSum(
      of: RoundSample(
        round: round, seed: seed, parameters: model.parameters, examples: examples, ids: ids,
        records: sample, workload: workload),
      clipping: Clipping(norm: grid.clipNorm, gridStep: grid.step))
  }

  private func counts(
    _ kind: LedgerEntry.Kind, _ model: ModelState, _ roster: Roster,
    _ arithmetic: RoundArithmetic
  ) throws -> [Int64] {
    let used = kind == .census ? records.all : records.heldOut
    try check(used.count, kind, roster, arithmetic)
    let counts = RecordCounts(
      records: records, unit: try arithmetic.countGrid(roster, kind).unit)
    if kind == .census { return counts.census(arithmetic.censusLayout) }
    guard let learner else { throw NodeError.computedByTrainer }
    return try counts.evaluation(
      arithmetic.evaluationLayout, parameters: model.parameters, learner: learner,
      examples: try examples(for: model, arithmetic), isPadded: isPadded)
  }

  private func check(
    _ count: Int, _ kind: LedgerEntry.Kind, _ roster: Roster, _ arithmetic: RoundArithmetic
  ) throws {
    guard count <= (try arithmetic.recordLimit(roster, kind)) else {
      throw NodeError(
        .badData, "what this hospital adds to a \(kind.rawValue) round does not fit the ring",
        remedy: "ask the consortium for a plan with ring = 64 or a smaller sampling_rate")
    }
  }

  /// The examples as a model knows them: standardised by the newest census, if there is one.
  func examples(
    for model: ModelState, _ arithmetic: RoundArithmetic
  ) throws -> LabelledExamples {
    guard let census = arithmetic.census(in: model)?.standardisation, !census.isEmpty else {
      return records.examples
    }
    if let standardised, standardised.census == census { return standardised.examples }
    let examples = try records.examples.standardised(by: census, missing: records.missing)
    standardised = (census, examples)
    return examples
  }
}

extension [Int64] {
  /// Overwrites the numbers in place; they are one hospital's unmasked sum.
  fileprivate mutating func wipe() {
    withUnsafeMutableBytes { SecretMemory.wipe($0) }
  }
}
