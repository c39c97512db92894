import Sodium

/// An opened element of the scalar field of ed25519, in canonical form.
///
/// For values that are public or about to be: revealed shares, opened seeds, Lagrange
/// coefficients. Secret scalars stay in guarded memory and are worked on there. The text, also in
/// JSON, is 64 lower-case hexadecimal digits, little endian.
public struct Scalar: Hashable, Sendable, CustomStringConvertible {
  /// Zero.
  public static let zero = Scalar(0)
  /// One.
  public static let one = Scalar(1)

  /// 32 bytes, little endian, below the order of the group.
  public let bytes: [UInt8]

  /// A scalar from 32 bytes; nil unless they are canonical.
  public init?(bytes: [UInt8]) {
    guard bytes.count == ScalarField.size,
      bytes.withUnsafeBytes({ $0.baseAddress.map(ScalarField.isCanonical) ?? false })
    else { return nil }
    self.bytes = bytes
  }

  /// A scalar from its text; nil unless it is 64 lower-case hexadecimal digits, canonical.
  public init?(hex: String) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// A small number as a scalar.
  public init(_ number: UInt32) {
    var bytes = [UInt8](repeating: 0, count: ScalarField.size)
    for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * UInt32(index))) }
    self.bytes = bytes
  }

  /// A uniformly random scalar other than zero.
  static func random() -> Scalar {
    Scalar { ScalarField.random(into: $0) }
  }

  /// Copies a canonical scalar out of guarded memory, which opens it.
  init(opening scalar: UnsafeRawPointer) {
    bytes = Array(UnsafeRawBufferPointer(start: scalar, count: ScalarField.size))
  }

  private init(_ compute: (UnsafeMutableRawPointer) -> Void) {
    bytes = [UInt8](unsafeUninitializedCapacity: ScalarField.size) { buffer, initialized in
      if let start = buffer.baseAddress { compute(start) }
      initialized = ScalarField.size
    }
  }

  /// The text: 64 lower-case hexadecimal digits.
  public var hex: String { bytes.hex }

  /// The text: 64 lower-case hexadecimal digits.
  public var description: String { hex }

  /// Sum in the field.
  public static func + (left: Scalar, right: Scalar) -> Scalar {
    Scalar { ScalarField.add(left.bytes, right.bytes, into: $0) }
  }

  /// Difference in the field.
  public static func - (left: Scalar, right: Scalar) -> Scalar {
    Scalar { ScalarField.subtract(left.bytes, right.bytes, into: $0) }
  }

  /// Product in the field.
  public static func * (left: Scalar, right: Scalar) -> Scalar {
    Scalar { ScalarField.multiply(left.bytes, right.bytes, into: $0) }
  }

  /// The inverse in the field; nil for zero.
  public var inverse: Scalar? {
    self == .zero ? nil : Scalar { _ = ScalarField.invert(bytes, into: $0) }
  }

  /// Lends the bytes to a closure.
  func withUnsafePointer<Result>(_ body: (UnsafeRawPointer) -> Result) -> Result {
    body(bytes)
  }
}

extension Scalar: Codable {
  /// Reads the text form; anything else is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let scalar = try Scalar(hex: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a scalar is 64 lower-case hexadecimal digits, canonical")
    }
    self = scalar
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
