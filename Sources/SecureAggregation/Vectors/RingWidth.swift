/// The ring Z_2^w of masked vectors.
public enum RingWidth: Int, Codable, Sendable {
  /// Words of 32 bits.
  case bits32 = 32
  /// Words of 64 bits.
  case bits64 = 64

  /// Bytes of one word.
  public var bytes: Int { rawValue / 8 }

  /// The numbers that a word stands for, read as two's complement.
  public var signedRange: ClosedRange<Int64> {
    switch self {
    case .bits32: Int64(Int32.min)...Int64(Int32.max)
    case .bits64: Int64.min...Int64.max
    }
  }
}
