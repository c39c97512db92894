/// A vector over Z_2^w, as little-endian words, ready for a file.
public struct RingVector: Equatable, Sendable {
  /// The ring.
  public let width: RingWidth
  /// The number of words.
  public let count: Int
  /// The words one after the other, little endian: `count * width.bytes` bytes.
  public internal(set) var littleEndianBytes: [UInt8]

  /// A vector of zeros.
  public init(zeros count: Int, width: RingWidth) {
    self.width = width
    self.count = count
    littleEndianBytes = [UInt8](repeating: 0, count: count * width.bytes)
  }

  /// A vector from a file's bytes.
  /// - Throws: `wrongLength` unless there are exactly `count` words.
  public init(
    littleEndianBytes: [UInt8], count: Int, width: RingWidth
  ) throws(SecureAggregationError) {
    guard count >= 0, littleEndianBytes.count == count * width.bytes else {
      throw SecureAggregationError(
        .wrongLength,
        "\(littleEndianBytes.count) bytes are not \(count) words of \(width.rawValue) bits",
        remedy: "leave the file aside; its author's model or plan differs")
    }
    self.width = width
    self.count = count
    self.littleEndianBytes = littleEndianBytes
  }

  /// Adds a vector, word by word modulo 2^w.
  /// - Throws: `wrongLength` for another length or ring.
  public mutating func add(_ other: RingVector) throws(SecureAggregationError) {
    try checkShape(other)
    combine(other, { $0 &+ $1 }, { $0 &+ $1 })
  }

  /// Subtracts a vector, word by word modulo 2^w.
  /// - Throws: `wrongLength` for another length or ring.
  public mutating func subtract(_ other: RingVector) throws(SecureAggregationError) {
    try checkShape(other)
    combine(other, { $0 &- $1 }, { $0 &- $1 })
  }

  private func checkShape(_ other: RingVector) throws(SecureAggregationError) {
    guard other.count == count, other.width == width else {
      throw SecureAggregationError(
        .wrongLength, "vectors of \(count) and \(other.count) words do not add up",
        remedy: "check that all members run the same model and plan")
    }
  }

  @inline(__always)
  private mutating func combine(
    _ other: RingVector, _ narrow: (UInt32, UInt32) -> UInt32, _ wide: (UInt64, UInt64) -> UInt64
  ) {
    littleEndianBytes.withUnsafeMutableBytes { words in
      other.littleEndianBytes.withUnsafeBytes { others in
        switch width {
        case .bits32: RingWords.combine(words, others, narrow)
        case .bits64: RingWords.combine(words, others, wide)
        }
      }
    }
  }
}
