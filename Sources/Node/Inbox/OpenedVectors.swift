import SecureAggregation
import Sodium

/// Masked vectors that this process has opened, kept until their round is closed as long as they are
/// small: then none is read, hashed and decrypted a second time for the sum.
final class OpenedVectors {
  /// Bytes that are kept at most; what is beyond is opened again when it is summed.
  private static let limit = 32 << 20
  private var vectors: [Digest: RingVector] = [:]
  private var size = 0

  /// Keeps the vector of a masked statement, if there is room.
  func keep(_ vector: RingVector, of statement: Digest) {
    let bytes = vector.count * vector.width.bytes
    guard vectors[statement] == nil, size + bytes <= Self.limit else { return }
    vectors[statement] = vector
    size += bytes
  }

  /// A vector that was kept.
  func vector(of statement: Digest) -> RingVector? { vectors[statement] }
}
