import CSodium

/// An element of ristretto255 (RFC 9496), the group of prime order in which scalars are committed.
///
/// Holds its one canonical encoding. Points are public; scalars come by pointer because they may
/// be secret. The text, also in JSON, is lower-case hexadecimal.
public struct RistrettoPoint: Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes of an encoding.
  public static let size = 32
  /// The neutral element; its encoding is all zero.
  public static let identity = RistrettoPoint(unchecked: [UInt8](repeating: 0, count: size))

  /// The canonical encoding, 32 bytes.
  public let bytes: [UInt8]

  private init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A point from its encoding; nil unless it is the canonical encoding of a group element.
  public init?(bytes: [UInt8]) {
    SodiumLibrary.ready
    guard bytes.count == Self.size, crypto_core_ristretto255_is_valid_point(bytes) == 1 else {
      return nil
    }
    self.bytes = bytes
  }

  /// A point from its text; nil unless it is 64 lower-case hexadecimal digits of a valid encoding.
  public init?(hex: String) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The text: 64 lower-case hexadecimal digits.
  public var hex: String { bytes.hex }

  /// scalar * B for the standard base point B: the commitment to a scalar, in constant time.
  /// - Parameter scalar: 32 bytes, canonical.
  public init(committingTo scalar: UnsafeRawPointer) {
    SodiumLibrary.ready
    var point = [UInt8](repeating: 0, count: Self.size)
    // Fails for the neutral element only, whose encoding it then leaves in place.
    if crypto_scalarmult_ristretto255_base(&point, scalar.assumingMemoryBound(to: UInt8.self)) != 0
    {
      point = Self.identity.bytes
    }
    bytes = point
  }

  /// scalar * self, in constant time.
  /// - Parameter scalar: 32 bytes, canonical.
  public func multiplied(by scalar: UnsafeRawPointer) -> RistrettoPoint {
    var point = [UInt8](repeating: 0, count: Self.size)
    let number = scalar.assumingMemoryBound(to: UInt8.self)
    // The encoding of self is valid, so that failure means the neutral element.
    guard crypto_scalarmult_ristretto255(&point, number, bytes) == 0 else { return .identity }
    return RistrettoPoint(unchecked: point)
  }

  /// number * self, in a time that tells the number.
  public func multiplied(byPublic number: UInt32) -> RistrettoPoint {
    // Five sums cost as much as a product with any scalar.
    let sums = UInt32.bitWidth - number.leadingZeroBitCount + number.nonzeroBitCount - 2
    guard number > 0, sums <= 4 else {
      let scalar = withUnsafeBytes(of: number.littleEndian, Array.init)
      return multiplied(by: scalar + [UInt8](repeating: 0, count: Self.size - scalar.count))
    }
    let digits = (0..<UInt32.bitWidth - number.leadingZeroBitCount - 1).reversed()
    return digits.reduce(self) { value, digit in
      let twice = value + value
      return number >> digit & 1 == 1 ? twice + self : twice
    }
  }

  /// The text: 64 lower-case hexadecimal digits.
  public var description: String { hex }

  /// left + right.
  public static func + (left: RistrettoPoint, right: RistrettoPoint) -> RistrettoPoint {
    var point = [UInt8](repeating: 0, count: size)
    let status = crypto_core_ristretto255_add(&point, left.bytes, right.bytes)
    precondition(status == 0, "both encodings are valid by construction")
    return RistrettoPoint(unchecked: point)
  }
}

extension RistrettoPoint: Codable {
  /// Reads the text form; anything else is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let point = try RistrettoPoint(hex: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a point is 64 lower-case hexadecimal digits, canonical")
    }
    self = point
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
