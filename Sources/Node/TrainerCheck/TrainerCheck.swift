import Artifacts
import Foundation
import Learning
import ModelUpdate
import Rounds

/// `trainer check`: whether a trainer keeps its contract on some examples of a hospital's own.
public struct TrainerCheck {
  private let plan: Plan
  private let trial: TrainerTrial
  private let places: [Int]
  private let root: String

  /// Reads plan, trainer and data.
  ///
  /// - Parameters:
  ///   - options: another copy of the trainer than the plan's, a launcher.
  ///   - examples: how many to take, spread over the data.
  ///   - note: told what a person should know.
  /// - Throws: `NodeError`.
  public init(
    plan file: String, data: String, options: TrainerOptions, examples: Int,
    note: (String) -> Void
  ) throws {
    let contents = try PlanFile.read(file)
    plan = contents.plan
    guard let trainer = plan.trainer, let start = contents.start,
      let folder = options.folder ?? contents.trainerFolder
    else {
      throw NodeError(
        .usage, "the plan \(file) has no trainer: the node computes its model itself",
        remedy: "give a plan with a table [trainer]")
    }
    let arithmetic = try RoundArithmetic(plan)
    let path = SharedLocation.absolute(data)
    let dataset = try ExampleLoader(path: path, plan: plan, cache: nil).load(note: note)
    let records = try LocalRecords(dataset, plan: plan, session: .zero)
    let count = min(examples, dataset.count)
    guard count >= 2 else {
      throw NodeError(
        .badData, "there are fewer than two examples in \(data)", remedy: "give --data more")
    }
    places = (0..<count).map { $0 * dataset.count / count }
    root = FileManager.default.temporaryDirectory.path + "/decaph-trainer-\(UUID().uuidString)"
    var program = TrainerProgram(
      plan: trainer, folder: folder, launcher: options.launcher.flatMap { $0.isEmpty ? nil : $0 },
      root: root, hidden: [path])
    try program.chooseSandbox(note)
    let stop = StopSignal()
    program.isStopped = { stop.isSet }
    try program.checkedFolder()
    let numbers = try arithmetic.parameters(n: 3, of: 3)
    let grid = try arithmetic.grid(
      Roster(members: [:], c: numbers.colluding, t: numbers.quorum, m: numbers.smallestSet))
    trial = TrainerTrial(
      program: program, plan: plan, trained: arithmetic.trained,
      parameters: try StartFile.decode(start.file, architecture: plan.model), records: records,
      clipping: try Clipping(norm: grid.clipNorm, gridStep: grid.step))
  }

  /// Runs the trainer and compares.
  ///
  /// - Parameter progress: told what is at work.
  /// - Throws: what a round would end with; what the trainer said is then kept.
  public func run(progress: (String) -> Void) throws -> TrainerCheckReport {
    try TrainerFolder.makeFolder(root)
    var isKept = false
    defer { if !isKept { try? FileManager.default.removeItem(atPath: root) } }
    do {
      return try plan.trainer?.answer == .trustedSum ? sums(progress) : gradients(progress)
    } catch let failure as TrainerFailure {
      // Of a failed run what the trainer said is left; its examples are not.
      isKept = !failure.isStop
      throw failure
    }
  }

  private var title: [String] {
    [
      "plan      \"\(plan.title)\", \(trial.trained.count) of \(trial.trained.total) parameters trained"
    ] + (plan.trainer.map(TrainerText.of) ?? []).map { "trainer   \($0)" }
  }

  private func gradients(_ progress: (String) -> Void) throws -> TrainerCheckReport {
    var report = TrainerCheckReport(title: title)
    let count = places.count
    progress("run 1 of 4: \(count) examples")
    let clock = ContinuousClock.now
    let first = try trial.gradients(places)
    let seconds = (ContinuousClock.now - clock) / .seconds(1)
    report.add(
      true,
      "shapes: \(count) gradients of \(trial.trained.count) finite numbers, in "
        + String(format: "%.1f s", seconds))
    let norms = first.map(VectorDistance.norm)
    report.add(
      norms.contains { $0 > 0 },
      String(
        format: "norms: %.3g to %.3g, clipped at %.3g", norms.min() ?? 0, norms.max() ?? 0,
        plan.training.clipNorm.value))
    progress("run 2 of 4: the same again")
    let again = VectorDistance.largest(first, try trial.gradients(places))
    report.add(again <= 1e-4, "same seed, same gradients: \(again.text)")
    progress("run 3 of 4: half of them")
    let half = Array((0..<count).filter { $0 % 2 == 1 }.reversed())
    let others = VectorDistance.largest(
      half.map { first[$0] }, try trial.gradients(half.map { places[$0] }))
    report.add(
      others <= VectorDistance.rounding,
      "each gradient depends on its own example alone: in other company \(others.text)")
    progress("run 4 of 4: as one batch")
    let batch = VectorDistance.largest(
      [VectorDistance.sum(of: first)], [try trial.batch(places)])
    report.add(
      batch <= VectorDistance.rounding,
      "the batch's gradient is the sum of its examples': \(batch.text)"
        + (batch <= VectorDistance.rounding ? "" : "; a mean, or batch normalisation, is none"))
    return report
  }

  private func sums(_ progress: (String) -> Void) throws -> TrainerCheckReport {
    var report = TrainerCheckReport(title: title)
    progress("the sum of \(places.count) examples")
    let first = try trial.trustedSum(places)
    report.add(first.contains { $0 != 0 }, "shapes: a sum of \(first.count) integers, not all 0")
    progress("the same again")
    let again = try trial.trustedSum(places)
    let most = Int64(places.count)
    report.add(
      zip(first, again).allSatisfy { abs($0 - $1) <= most },
      first == again ? "same seed, same sum: bit for bit" : "same seed, same sum: within rounding")
    var total = [Int64](repeating: 0, count: first.count)
    for (index, place) in places.enumerated() {
      progress("example \(index + 1) of \(places.count) alone")
      for (place, value) in try trial.trustedSum([place]).enumerated() { total[place] += value }
    }
    report.add(true, "each example alone stays within the clip norm")
    report.add(
      zip(first, total).allSatisfy { abs($0 - $1) <= most },
      "the sum is that of the examples alone, within one grid step for each of them")
    progress("all examples as one record")
    let one = try trial.trustedSum(places, records: [places.count], isBounded: false)
    report.add(
      trial.isWithin(one, records: 1),
      "the examples of one record together stay within the clip norm")
    progress("some examples as one record among others")
    let half = (places.count + 1) / 2
    let rest = Array(places[half...])
    let mixed = try trial.trustedSum(
      places, records: [half] + rest.map { _ in 1 }, isBounded: false)
    let record = try trial.trustedSum(Array(places[..<half]), records: [half], isBounded: false)
    let others = try trial.trustedSum(rest)
    report.add(
      mixed.indices.allSatisfy { abs(mixed[$0] - record[$0] - others[$0]) <= most },
      "the sum is that of its records, whatever their sizes")
    return report
  }
}
