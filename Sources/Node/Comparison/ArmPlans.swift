import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds

/// The plan of a comparison as each arm carries it out. Evaluation rounds are left out everywhere:
/// the test set takes their place, and they would cost epsilon.
struct ArmPlans {
  /// The plan without evaluations.
  let base: Plan
  private let hospitals: Int
  private let plainRate: Double?

  /// - Parameters:
  ///   - seed: of the initial model.
  ///   - plainRate: learning rate of the arms without privacy; without it the plan's.
  /// - Throws: `NodeError` 65 when so many hospitals cannot carry the plan out.
  init(_ plan: Plan, hospitals: Int, seed: UInt64, plainRate: Double? = nil) throws(NodeError) {
    var base = plan
    base.evaluation = nil
    base.training.seed = Int(seed)
    self.base = base
    self.hospitals = hospitals
    self.plainRate = plainRate
    do throws(Rejection) {
      try RoundArithmetic(base).check(members: hospitals)
    } catch {
      throw NodeError(
        .badData, error.message, remedy: "change the plan, or compare another number of hospitals")
    }
  }

  /// The roster of the protocol, everybody present.
  func roster() throws(Rejection) -> Roster {
    let numbers = try RoundArithmetic(base).parameters(n: hospitals, of: hospitals)
    return Roster.inMemory(
      hospitals, colluders: numbers.colluding, quorum: numbers.quorum,
      smallestSet: numbers.smallestSet)
  }

  /// Without any noise; a census is exact.
  var plain: Plan {
    var plan = base
    if plan.census != nil { plan.census = CensusPlan(noise: .exact) }
    guard let plainRate else { return plan }
    switch plan.training.rule {
    case .sgd(_, let momentum):
      plan.training.rule = .sgd(learningRate: Real(plainRate), momentum: momentum)
    case .adam(_, let beta1, let beta2, let epsilon):
      plan.training.rule = .adam(
        learningRate: Real(plainRate), beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
    return plan
  }

  /// With the least noise with which all rounds keep an epsilon against colluding members.
  func decaph(epsilon: Double) throws -> ArmPrivacy {
    try calibrated(base, BudgetForecast(plan: base, hospitals: hospitals), epsilon) { plan in
      try BudgetForecast(plan: plan, hospitals: hospitals)
    }
  }

  /// One hospital's, with the least noise with which its own contributions keep an epsilon alone.
  ///
  /// - Parameters:
  ///   - records: N_h, of its training set.
  ///   - batch: B, the expected sample of every hospital.
  func local(records: Int, batch: Double, epsilon: Double) throws -> ArmPrivacy {
    var plan = base
    plan.training.samplingRate = Real(min(1, batch / Double(max(1, records))))
    plan.training.nominalRecords = max(1, records)
    let roster = Roster.inMemory(alone: hospitals)
    return try calibrated(plan, BudgetForecast(plan: plan, roster: roster), epsilon) { plan in
      try BudgetForecast(plan: plan, roster: roster)
    }
  }

  private func calibrated(
    _ plan: Plan, _ forecast: BudgetForecast, _ epsilon: Double,
    _ recount: (Plan) throws -> BudgetForecast
  ) throws -> ArmPrivacy {
    guard let noise = try forecast.noiseMultiplier(for: epsilon) else {
      let what = "epsilon \(ArmText.short(epsilon)) cannot be kept"
      throw plan.census == nil
        ? NodeError(
          .badData, "\(what): no noise multiplier up to 1000 is enough for all rounds",
          remedy: "leave out this epsilon, or plan fewer rounds or a smaller sampling_rate")
        : NodeError(
          .badData, "\(what): the plan's census alone costs more",
          remedy: "give the census more noise, or leave out this epsilon")
    }
    var plan = plan
    plan.privacy.noiseMultiplier = Real(noise)
    plan.privacy.epsilon = Real(epsilon)
    let counted = try recount(plan)
    return ArmPrivacy(
      plan: plan, epsilon: try counted.epsilon(through: counted.lastRound).epsilon,
      outside: try counted.epsilon(through: counted.lastRound, against: .outsideWorld).epsilon)
  }
}
