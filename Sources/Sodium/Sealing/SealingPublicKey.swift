import CSodium

/// An X25519 public key: files are sealed to it, and two parties agree on secrets with it.
///
/// Its text, also in JSON, is base64url without padding, 43 characters.
public struct SealingPublicKey: Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes of a key.
  public static let size = 32

  /// The 32 bytes.
  public let bytes: [UInt8]

  /// A key from its 32 bytes; nil if they are no canonical point or one of small order.
  ///
  /// With a point of small order every shared secret is zero, so that anybody could open what
  /// was sealed.
  public init?(bytes: [UInt8]) {
    SodiumLibrary.ready
    guard bytes.count == Self.size, Self.isBelowPrime(bytes) else { return nil }
    var product = [UInt8](repeating: 0, count: Self.size)
    let probe = [UInt8](repeating: 1, count: Self.size)
    // Refuses a product of zero, which after clamping happens exactly for small order.
    guard crypto_scalarmult(&product, probe, bytes) == 0 else { return nil }
    self.bytes = bytes
  }

  /// A key from its text; nil unless it is canonical.
  public init?(base64url text: String) {
    guard let bytes = [UInt8](base64url: text) else { return nil }
    self.init(bytes: bytes)
  }

  /// The text: base64url without padding.
  public var description: String { bytes.base64url }

  /// Seals a text to the owner of this key, from nobody in particular (`crypto_box_seal`).
  /// - Returns: 48 bytes more than the text.
  public func seal(_ plaintext: [UInt8]) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plaintext.count + SealingKey.overhead)
    let status = crypto_box_seal(&sealed, plaintext, UInt64(plaintext.count), bytes)
    precondition(status == 0, "a key of small order was refused at the start")
    return sealed
  }

  /// Seals a secret to the owner of this key (`crypto_box_seal`).
  /// - Returns: 48 bytes more than the secret.
  public func seal(_ secret: borrowing SecretBytes) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: secret.count + SealingKey.overhead)
    let status = secret.withUnsafeBytes { plaintext in
      crypto_box_seal(
        &sealed, plaintext.octets,
        UInt64(plaintext.count), bytes)
    }
    precondition(status == 0, "a key of small order was refused at the start")
    return sealed
  }

  /// Whether a little-endian number is below 2^255 - 19.
  private static func isBelowPrime(_ bytes: [UInt8]) -> Bool {
    if bytes[31] != 0x7f { return bytes[31] < 0x7f }
    return bytes[0] < 0xed || bytes[1..<31].contains { $0 != 0xff }
  }
}

extension SealingPublicKey: Codable {
  /// Reads the text form; anything else is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = try SealingPublicKey(base64url: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a sealing key is a valid X25519 key as base64url")
    }
    self = key
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
