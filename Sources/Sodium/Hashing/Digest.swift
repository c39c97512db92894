/// The BLAKE2b-256 of some bytes: the one digest of the protocol (`b2sum -l 256` prints it).
///
/// Its text, also in JSON, is 64 lower-case hexadecimal digits. The order is that of the bytes.
public struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number of bytes of a digest.
  public static let size = 32

  // Four words, most significant byte first, so that comparing words compares bytes.
  private let first, second, third, fourth: UInt64

  /// The digest of bytes.
  public init(hashing bytes: UnsafeRawBufferPointer) {
    var hash = Blake2b(.bits256)
    hash.update(bytes)
    self.init(finalizing: hash)
  }

  /// The digest of bytes.
  public init(hashing bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Digest(hashing: $0) }
  }

  /// The digest that ends an incremental hash.
  /// - Parameter hash: A hash of 256 bits.
  public init(finalizing hash: consuming Blake2b) {
    self.init(words: hash.finalize())
  }

  /// A digest from its 32 bytes; nil for any other number of bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.init(words: bytes)
  }

  /// A digest from its text; nil unless it is exactly 64 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard hex.utf8.count == 2 * Self.size, let bytes = [UInt8](hex: hex) else { return nil }
    self.init(words: bytes)
  }

  private init(words bytes: [UInt8]) {
    precondition(bytes.count == Self.size)
    func word(_ index: Int) -> UInt64 {
      bytes[8 * index..<8 * index + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    (first, second, third, fourth) = (word(0), word(1), word(2), word(3))
  }

  /// The keyed BLAKE2b-256 of bytes.
  /// - Parameters:
  ///   - key: 16 to 64 bytes.
  ///   - bytes: What is hashed.
  public static func keyed(_ key: [UInt8], hashing bytes: [UInt8]) -> Digest {
    var hash = Blake2b(.bits256, key: key)
    hash.update(bytes)
    return Digest(finalizing: hash)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  /// The text: 64 lower-case hexadecimal digits.
  public var hex: String { bytes.hex }

  /// The text: 64 lower-case hexadecimal digits.
  public var description: String { hex }

  /// The first 128 bits to read out on the telephone: eight groups of four digits.
  public var spoken: String {
    let digits = Array(hex.prefix(32))
    return stride(from: 0, to: 32, by: 4).map { String(digits[$0..<$0 + 4]) }
      .joined(separator: " ")
  }

  /// The order of the bytes.
  public static func < (left: Digest, right: Digest) -> Bool {
    (left.first, left.second, left.third, left.fourth)
      < (right.first, right.second, right.third, right.fourth)
  }
}

extension Digest: Codable {
  /// Reads the text form; anything else is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let digest = try Digest(hex: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a digest is 64 lower-case hexadecimal digits")
    }
    self = digest
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
