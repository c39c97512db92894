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
  private var isFinite = true
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

  /// Adds the gradient of one example. A record that is not finite counts as zero, as with
  /// ``Learner``: whether it was there must not show.
  ///
  /// - Parameters:
  ///   - gradient: as many numbers as the sum has.
  ///   - isLast: whether the example is the last of its record.
  public mutating func add(_ gradient: UnsafeBufferPointer<Float>, isLast: Bool) {
    precondition(gradient.count == record.count, "a gradient has as many numbers as the sum")
    guard let source = gradient.baseAddress, !record.isEmpty else { return }
    if isEmpty, isLast { return addRecord(source) }
    for place in record.indices { record[place] = (isEmpty ? 0 : record[place]) + source[place] }
    isFinite = isFinite && SquaredNorm.of(source, count: record.count).isFinite
    isEmpty = isLast
    guard isLast else { return }
    defer { isFinite = true }
    guard isFinite else { return }
    let whole = record
    whole.withUnsafeBufferPointer { if let start = $0.baseAddress { addRecord(start) } }
  }

  /// The sum of all whole records so far, in grid steps.
  public mutating func sum() -> [Int64] {
    flush()
    return total
  }

  private mutating func addRecord(_ gradient: UnsafePointer<Float>) {
    let squares = SquaredNorm.of(gradient, count: block.count)
    guard squares.isFinite else { return }
    let scale = clipping.scale(squaredNorm: squares)
    guard scale > 0 else { return }
    if vectors == clipping.vectorsPerBlock { flush() }
    block.withUnsafeMutableBufferPointer { block in
      guard let target = block.baseAddress else { return }
      TruncatedSum.add(gradient, count: block.count, scale: scale, to: target)
    }
    vectors += 1
  }

  private mutating func flush() {
    for place in block.indices {
      total[place] += Int64(block[place])
      block[place] = 0
    }
    vectors = 0
  }
}
