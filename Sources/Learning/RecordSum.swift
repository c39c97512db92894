import LinearAlgebra

/// Adds up gradients that somebody else has computed, each record clipped and truncated as
/// ``Learner`` does it: PRIVACY.md section 1, steps 1 to 3.
///
/// One gradient at a time; nothing but the sum is kept.
public struct RecordSum {
  private let clipping: Clipping
  /// The gradients of the record's examples so far.
  private var record: [Float]
  private var isEmpty = true
  /// The sum of the last vectors, as many as fit 32 bits.
  private var block: [Int32]
  private var vectors = 0
  private var total: [Int64]

  /// An empty sum.
  ///
  /// - Parameter count: numbers of a gradient.
  public init(count: Int, clipping: Clipping) {
    self.clipping = clipping
    record = [Float](repeating: 0, count: count)
    block = [Int32](repeating: 0, count: count)
    total = [Int64](repeating: 0, count: count)
  }

  /// Adds the gradient of one example.
  ///
  /// - Parameters:
  ///   - gradient: as many numbers as the sum has.
  ///   - isLast: whether the example is the last of its record.
  /// - Returns: whether it, and with the last example the record's sum, is finite; otherwise nothing
  ///   of the record counts.
  public mutating func add(_ gradient: UnsafeBufferPointer<Float>, isLast: Bool) -> Bool {
    precondition(gradient.count == record.count, "a gradient has as many numbers as the sum")
    guard let source = gradient.baseAddress, !record.isEmpty else { return true }
    if isEmpty, isLast { return addRecord(source) }
    for place in record.indices { record[place] = (isEmpty ? 0 : record[place]) + source[place] }
    isEmpty = isLast
    guard isLast else { return SquaredNorm.of(source, count: record.count).isFinite }
    let whole = record
    return whole.withUnsafeBufferPointer { $0.baseAddress.map { addRecord($0) } ?? true }
  }

  /// The sum of all whole records so far, in grid steps.
  public mutating func sum() -> [Int64] {
    flush()
    return total
  }

  private mutating func addRecord(_ gradient: UnsafePointer<Float>) -> Bool {
    let squares = SquaredNorm.of(gradient, count: block.count)
    guard squares.isFinite else { return false }
    let scale = clipping.scale(squaredNorm: squares)
    guard scale > 0 else { return true }
    if vectors == clipping.vectorsPerBlock { flush() }
    block.withUnsafeMutableBufferPointer { block in
      guard let target = block.baseAddress else { return }
      TruncatedSum.add(gradient, count: block.count, scale: scale, to: target)
    }
    vectors += 1
    return true
  }

  private mutating func flush() {
    for place in block.indices {
      total[place] += Int64(block[place])
      block[place] = 0
    }
    vectors = 0
  }
}
