import Artifacts
import Foundation

/// `compare`: hospitals alone, their data pooled, collaboration with and without privacy, all with
/// one architecture on one test set, over several seeds.
///
/// A seed is a new division into training and test set, a new initial model and new draws. Nothing
/// is protected: who compares has all the data.
public struct Comparison {
  private let options: ComparisonOptions
  private let note: (String) -> Void

  /// Prepares a comparison.
  ///
  /// - Parameter note: told what a person should know, a line each.
  public init(_ options: ComparisonOptions, note: @escaping (String) -> Void) {
    self.options = options
    self.note = note
  }

  /// Runs all arms with all seeds.
  ///
  /// - Throws: `NodeError`: 65 and 66 for plan and data, 75 where Ctrl-C ended it.
  public func run() throws -> ComparisonReport {
    let plan = try PlanFile.load(options.plan)
    guard plan.trainer == nil else { throw NodeError.computedByTrainer }
    guard plan.start == nil else {
      throw NodeError(
        .usage, "compare gives every seed a new initial model, and this plan has a start",
        remedy: "leave out model.start and model.frozen for the comparison")
    }
    _ = try ArmPlans(plan, hospitals: options.division.hospitals, seed: 0)
    let data = try ComparisonData(options.division, plan: plan)
    for text in data.notes { note(text) }
    let arms = Arm.all(
      options.kinds, hospitals: options.division.hospitals, epsilons: options.epsilons)
    let stop = StopSignal()
    let line = ProgressLine(isEnabled: true)
    defer { line.write("") }
    var noise = NoiseTable()
    var report = ComparisonReport(
      plan: plan, hospitals: data.hospitals, seeds: options.seeds, arms: arms)
    for (index, seed) in options.seeds.enumerated() {
      let run = try ComparisonRun(
        data.division(seed: seed),
        plans: ArmPlans(
          plan, hospitals: options.division.hospitals, seed: seed, plainRate: options.plainRate),
        seed: seed)
      report.add(sizes: run.sizes, test: run.testCount)
      for arm in arms {
        let name = arm.name(data.hospitals)
        let outcome = try run.outcome(of: arm, noise: &noise, points: options.points) {
          round, rounds throws(NodeError) in
          guard !stop.isSet else {
            throw NodeError(
              .tryLater, "the comparison was stopped", remedy: "start it again; nothing was written"
            )
          }
          _ = line.show(
            "seed \(index + 1) of \(options.seeds.count), \(name): round \(round) of \(rounds)")
        }
        report.add(outcome, of: arm)
      }
    }
    if let text = report.mismatch { note(text) }
    return report
  }
}
