/// How much a learner has computed, counted where it was computed. Local only: without padding it
/// tells the size of a sample.
public struct Effort: Hashable, Sendable {
  /// Gradients of single examples.
  public internal(set) var gradients = 0
  /// Forward passes, each of up to sixteen examples.
  public internal(set) var microBatches = 0
  /// Vectors that were clipped and truncated.
  public internal(set) var records = 0

  /// Nothing.
  public init() {}

  static func + (left: Effort, right: Effort) -> Effort {
    var sum = left
    sum.gradients += right.gradients
    sum.microBatches += right.microBatches
    sum.records += right.records
    return sum
  }

  /// What was computed between two readings.
  public static func - (later: Effort, earlier: Effort) -> Effort {
    var difference = later
    difference.gradients -= earlier.gradients
    difference.microBatches -= earlier.microBatches
    difference.records -= earlier.records
    return difference
  }
}
