import Learning

/// The clipped sum of a task, made of the rows of its answer.
final class TrainerSum {
  private let task: TrainerTask
  /// For each example of a record whether it is the last one of it.
  private let isLast: [Bool]
  private var next = 0
  private var gradients: RecordSum
  private var trusted: [Int64] = []

  init(_ task: TrainerTask) {
    self.task = task
    isLast = task.records.flatMap { count in (1...count).map { $0 == count } }
    gradients = RecordSum(
      count: task.answer == .perExample ? task.trained.count : 0, clipping: task.clipping)
  }

  /// Takes a row; those of examples that belong to no record are looked at and forgotten.
  ///
  /// - Throws: ``TrainerFailure`` for numbers that cannot be.
  func take(_ row: UnsafeRawBufferPointer) throws {
    guard task.answer == .perExample else {
      trusted = Array(row.assumingMemoryBound(to: Int64.self))
      return
    }
    let gradient = row.assumingMemoryBound(to: Float.self)
    let counts = next < isLast.count
    let isFinite =
      counts
      ? gradients.add(gradient, isLast: isLast[next])
      : gradient.allSatisfy(\.isFinite)
    next += 1
    guard isFinite else {
      throw TrainerAnswer.failure("a gradient has a number that is infinite or not a number")
    }
  }

  /// The sum, once all rows are in.
  ///
  /// - Throws: ``TrainerFailure`` for a trusted sum that no clipped records can have.
  func whole() throws -> [Int64] {
    guard task.answer == .trustedSum else { return gradients.sum() }
    let bound = task.clipping.integerNorm * Double(task.records.count)
    let squares = trusted.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard squares.squareRoot() <= bound else {
      throw TrainerAnswer.failure(
        "its sum is longer than \(task.records.count) clipped records can be")
    }
    return trusted
  }
}
