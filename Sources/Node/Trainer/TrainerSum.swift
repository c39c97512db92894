import Learning

/// The clipped sum of a task, made of the rows of its answer.
final class TrainerSum {
  private let task: TrainerTask
  /// For each example of a record whether it is the last one of it.
  private let isLast: [Bool]
  private var next = 0
  private var gradients: RecordSum
  /// What a trusted trainer has answered, not yet looked at.
  private(set) var trusted: [Int64] = []

  init(_ task: TrainerTask) {
    self.task = task
    isLast = task.records.flatMap { count in (1...count).map { $0 == count } }
    gradients = RecordSum(
      count: task.answer == .perExample ? task.trained.count : 0, clipping: task.clipping)
  }

  /// Takes a row; those of examples that belong to no record are forgotten.
  func take(_ row: UnsafeRawBufferPointer) {
    guard task.answer == .perExample else {
      trusted = Array(row.assumingMemoryBound(to: Int64.self))
      return
    }
    if next < isLast.count {
      gradients.add(row.assumingMemoryBound(to: Float.self), isLast: isLast[next])
    }
    next += 1
  }

  /// The sum, once all rows are in.
  ///
  /// - Throws: ``TrainerFailure`` for a trusted sum that no clipped records can have.
  func whole() throws -> [Int64] {
    guard task.answer == .trustedSum else { return gradients.sum() }
    guard Self.isWithin(trusted, records: task.records.count, task.clipping) else {
      throw TrainerAnswer.failure("its sum is longer than so many clipped records can be")
    }
    return trusted
  }

  /// Whether a sum is no longer than so many clipped records can be.
  static func isWithin(_ sum: [Int64], records: Int, _ clipping: Clipping) -> Bool {
    let squares = sum.reduce(0.0) { $0 + Double($1) * Double($1) }
    return squares.squareRoot() <= clipping.integerNorm * Double(records)
  }
}
