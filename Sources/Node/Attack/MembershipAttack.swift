import Artifacts
import Foundation
import Learning

/// `attack`: whether a released model tells who was in its training set.
///
/// Membership inference by the likelihood-ratio attack (LiRA: Carlini et al., "Membership Inference
/// Attacks From First Principles", IEEE S&P 2022), online and offline, and by the threshold on the
/// loss (Yeom et al. 2018). Each arm trains K models, each on a random half of every hospital's
/// records; in turn every model is the target, and the others are the attacker's shadow models. So
/// the attacker knows all data but who is in, the plan, and the initial model, which is public.
public struct MembershipAttack {
  private let options: AttackOptions
  private let note: (String) -> Void

  /// Prepares an attack.
  ///
  /// - Parameter note: told what a person should know, a line each.
  public init(_ options: AttackOptions, note: @escaping (String) -> Void) {
    self.options = options
    self.note = note
  }

  /// Trains all models and attacks them.
  ///
  /// - Throws: `NodeError`: 65 and 66 for plan and data, 75 where Ctrl-C ended it.
  public func run() throws -> AttackReport {
    var plan = try PlanFile.load(options.comparison.plan)
    guard plan.trainer == nil else { throw NodeError.computedByTrainer }
    guard plan.start == nil else {
      throw NodeError(
        .usage, "attack gives the models a new initial model, and this plan has a start",
        remedy: "leave out model.start and model.frozen for the attack")
    }
    let data = try ComparisonData(options.comparison.division, plan: plan)
    for text in data.notes { note(text) }
    let division = try data.division(seed: options.seed)
    let hospitals = try division.hospitals.map {
      try LocalRecords($0, plan: plan, session: .zero).training
    }
    let halves = ShadowHalves(hospitals, models: options.models, seed: options.seed)
    // Half of the records train, and private arms divide by the plan's number.
    plan.training.nominalRecords = max(1, halves.recordCount / 2)
    let plans = try ArmPlans(
      plan, hospitals: options.comparison.division.hospitals, seed: options.seed,
      plainRate: options.comparison.plainRate)
    let shadows = try ShadowModels(division, halves: halves, plans: plans, seed: options.seed)
    let arms = Arm.all(
      options.comparison.kinds, hospitals: options.comparison.division.hospitals,
      epsilons: options.comparison.epsilons)

    let stop = StopSignal()
    let line = ProgressLine(isEnabled: true)
    defer { line.write("") }
    var noise = NoiseTable()
    var report = AttackReport(
      plan: plan, models: options.models, seed: options.seed, records: hospitals.map(\.count),
      testExamples: division.test.count)
    for arm in arms {
      let name = arm.name(data.hospitals)
      let trained = try shadows.trained(arm, noise: &noise) { model throws(NodeError) in
        guard !stop.isSet else {
          throw NodeError(
            .tryLater, "the attack was stopped", remedy: "start it again; nothing was written")
        }
        _ = line.show("\(name): model \(model) of \(options.models)")
      }
      report.add(trained, of: arm, name: name, halves: halves)
    }
    return report
  }
}
