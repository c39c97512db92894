import Artifacts
import ModelUpdate
import Rounds

/// Training in which every hospital adds all the noise that its own patients need, as PriMIA does
/// (Kaissis et al. 2021; Fang et al. 2024 compare with it).
///
/// In every round each hospital takes one step of DP-SGD from the common model, on a sample of the
/// same expected size B = q N / n everywhere, so with the sampling rate B / N_h of its own; its
/// noise multiplier is that of its own accountant at this rate for all rounds. The hospitals' models
/// are averaged with weights N_h / N, and momentum, if the plan has it, is that of the averaged
/// steps. Since every hospital's noise lasts for all rounds, nobody drops out early.
struct LocalNoiseTraining {
  private let consortium: MemoryConsortium
  private let plans: [Plan]
  /// What one step of each hospital's grid is worth in the averaged gradient.
  private let scales: [Double]

  /// - Parameter plans: one for each hospital, by ``ArmPlans/local(records:batch:epsilon:)``.
  init(_ hospitals: [LocalRecords], plans: [Plan], draws: InsecureSeededDraws) throws {
    let roster = Roster.inMemory(alone: hospitals.count)
    self.plans = plans
    let total = Double(hospitals.reduce(0) { $0 + $1.training.count })
    scales = try plans.map { plan in
      // N_h / N times the step over q_h N_h.
      try RoundArithmetic(plan).grid(roster).step / (plan.training.samplingRate.value * total)
    }
    consortium = try MemoryConsortium(hospitals, plans: plans, roster: roster, draws: draws)
  }

  /// The model after all rounds.
  func train(_ progress: (TrainingStep) throws -> Void) throws -> ModelState {
    let schedule = consortium.arithmetic.schedule
    var model = try consortium.arithmetic.initialModel().state
    for round in 1...schedule.lastRound {
      try progress(TrainingStep(round: round, last: schedule.lastRound, model: model))
      guard schedule.kind(of: round) == .training else {
        // Counts do not depend on a hospital's rate and noise of training.
        model = try consortium.advanced(model, round: round)
        continue
      }
      var mean = [Double](repeating: 0, count: model.parameters.count)
      for (vector, scale) in zip(try consortium.vectors(model, round: round), scales) {
        for (place, value) in vector.signedValues.enumerated() {
          mean[place] += Double(value) * scale
        }
      }
      // As in the protocol, what is not finite leaves the model as it was.
      let training = plans[0].training
      let next = try? model.updated(
        by: mean.map { Float($0) }, rule: training.rule,
        rateFactor: training.rateFactor(step: model.step))
      model = next ?? model
    }
    return model
  }
}
