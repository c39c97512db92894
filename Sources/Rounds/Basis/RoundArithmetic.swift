import Artifacts
import DifferentialPrivacy
import ModelUpdate
import SecureAggregation

/// The numbers that follow from a plan: ring, grid, noise, charge, update. Users never set a
/// scale; node and audit derive them here, in one place.
public struct RoundArithmetic: Sendable {
  let plan: Plan
  let layout: ParameterLayout
  /// What each round is for.
  public let schedule: RoundSchedule
  /// Which parameters are trained.
  public let trained: TrainedParameters

  /// Derives the numbers of a plan.
  ///
  /// - Throws: `.field` when the plan's architecture or update rule is not valid.
  public init(_ plan: Plan) throws(Rejection) {
    let patience = plan.rounds.patience
    guard patience.masked >= 1, patience.vote >= 1, patience.leader >= 1 else {
      throw Self.invalid("a patience is below one second")
    }
    guard plan.training.seed >= 0, plan.training.rounds >= 1, plan.training.nominalRecords >= 1,
      plan.rounds.ring == 32 || plan.rounds.ring == 64
    else {
      throw Self.invalid("a seed, a number of rounds or records, or the ring is out of range")
    }
    if let evaluation = plan.evaluation {
      guard (1...plan.training.rounds).contains(evaluation.every),
        evaluation.heldOut.value > 0, evaluation.heldOut.value < 1,
        (2...1000).contains(evaluation.bins)
      else {
        throw Self.invalid("the rounds, the share or the bins of the evaluations are out of range")
      }
    }
    guard (plan.data.images == nil) != (plan.data.table == nil) else {
      throw Self.invalid("its data are not either images or a table")
    }
    guard !plan.data.isMultiLabel || (plan.census == nil && plan.model.loss == .sigmoidCrossEntropy)
    else {
      throw Self.invalid("images with several labels need the sigmoid loss, and have no census")
    }
    if let most = plan.data.table?.mostMissing {
      guard plan.census != nil, most.value > 0, most.value < 1 else {
        throw Self.invalid(
          "columns that are missing too often are left out by a census alone, above a share between "
            + "0 and 1")
      }
    }
    try Self.checkTrainer(of: plan)
    self.plan = plan
    schedule = RoundSchedule(plan)
    let layout = try Self.valid { () throws(ModelUpdateError) in
      try plan.training.rule.validate()
      try plan.training.schedule?.validate(steps: plan.training.rounds)
      return try ParameterLayout(plan.model)
    }
    self.layout = layout
    trained = try Self.valid { () throws(ModelUpdateError) in
      try TrainedParameters(layout, frozen: plan.start?.frozen ?? [])
    }
    guard plan.data.classes.count <= 1000,
      releases.values.allSatisfy({ $0 <= Self.largestCount })
    else {
      throw Self.invalid("census or evaluation would count more than a million things")
    }
  }

  /// The ring of masked vectors.
  public var ring: RingWidth { plan.rounds.ring == 64 ? .bits64 : .bits32 }

  /// The model's parameters.
  public var parameterCount: Int { layout.count }

  /// Coordinates of the vector of a round of some kind.
  public func count(_ kind: LedgerEntry.Kind) -> Int {
    switch kind {
    case .training: trained.count
    case .census: censusLayout.count
    case .evaluation: evaluationLayout.count
    }
  }

  /// The sampling of records, as it is really drawn.
  public func sampling() throws(Rejection) -> PoissonSampling {
    try Self.valid { () throws(DifferentialPrivacyError) in
      try PoissonSampling(rate: plan.training.samplingRate.value)
    }
  }

  /// Most sums of one kind of counts.
  private static let largestCount = 1_000_000

  static func invalid(_ message: String) -> Rejection {
    Rejection(
      .field, file: "manifest.json", "the plan is not valid: \(message)",
      remedy: "found a new consortium with a plan that 'decaph-node plan check' accepts")
  }

  /// A fault of the plan is a fault of the manifest that carries it.
  static func valid<Value, Failure: Error & CustomStringConvertible>(
    _ make: () throws(Failure) -> Value
  ) throws(Rejection) -> Value {
    do throws(Failure) {
      return try make()
    } catch {
      throw invalid("\(error)")
    }
  }
}
