import Artifacts
import Learning
import ModelUpdate
import Rounds

/// Single runs of a trainer on chosen examples.
struct TrainerTrial {
  let program: TrainerProgram
  let plan: Plan
  let trained: TrainedParameters
  let parameters: [Float]
  let records: LocalRecords
  let clipping: Clipping

  private static let seed: UInt64 = 7

  /// One gradient for each example, one after the other.
  func gradients(_ places: [Int]) throws -> [[Float]] {
    var rows: [[Float]] = []
    try program.run(task(.perExample, places)) { row in
      rows.append(Array(row.assumingMemoryBound(to: Float.self)))
      guard rows.last?.allSatisfy(\.isFinite) ?? true else {
        throw TrainerAnswer.failure(
          "the gradient of example \(rows.count) of \(places.count) has a number that is infinite "
            + "or not a number")
      }
    }
    return rows
  }

  /// The gradient of all examples as one batch.
  func batch(_ places: [Int]) throws -> [Float] {
    var sum: [Float] = []
    try program.run(task(.batchSum, places)) { sum = Array($0.assumingMemoryBound(to: Float.self)) }
    return sum
  }

  /// The trusted sum.
  ///
  /// - Parameters:
  ///   - records: how many examples each record has; `nil` for one each.
  ///   - isBounded: whether a sum that is too long is a failure.
  func trustedSum(
    _ places: [Int], records: [Int]? = nil, isBounded: Bool = true
  ) throws -> [Int64] {
    let task = task(.trustedSum, places, records: records)
    let sum = TrainerSum(task)
    try program.run(task) { sum.take($0) }
    return try isBounded ? sum.whole() : sum.trusted
  }

  /// Whether a sum is no longer than so many clipped records can be.
  func isWithin(_ sum: [Int64], records: Int) -> Bool {
    TrainerSum.isWithin(sum, records: records, clipping)
  }

  private func task(
    _ answer: TrainerTask.Answer, _ places: [Int], records sizes: [Int]? = nil
  ) -> TrainerTask {
    TrainerTask(
      plan: plan, answer: answer, round: 1, seed: Self.seed, parameters: parameters,
      trained: trained, clipping: clipping, examples: records.examples, places: places,
      ids: places.map { records.ids[$0] }, records: sizes ?? places.map { _ in 1 })
  }
}
