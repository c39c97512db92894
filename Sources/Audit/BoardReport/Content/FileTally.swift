/// How many files, and how large.
struct FileTally: Sendable, Equatable {
  /// Files.
  private(set) var count = 0
  /// Bytes of all.
  private(set) var bytes = 0
  /// Bytes of the smallest and of the largest; `nil` where there are none.
  private(set) var range: ClosedRange<Int>?

  /// Takes in a file of a size.
  mutating func add(_ size: Int) {
    count += 1
    bytes += size
    range = range.map { min($0.lowerBound, size)...max($0.upperBound, size) } ?? size...size
  }

  /// Both together.
  static func + (left: FileTally, right: FileTally) -> FileTally {
    var sum = left
    sum.count += right.count
    sum.bytes += right.bytes
    if let range = right.range {
      sum.range =
        left.range.map {
          min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound)
        } ?? range
    }
    return sum
  }
}
