import CSodium

/// A hospital's public identity key: Ed25519 with minisign's key id.
///
/// Its text, also in JSON, is minisign's (`RW…`, 56 characters), as in `minisign -V -P`.
public struct IdentityPublicKey: Hashable, Sendable, CustomStringConvertible {
  static let idSize = 8
  static let pointSize = Int(crypto_sign_PUBLICKEYBYTES)
  private static let algorithm = Array("Ed".utf8)

  /// minisign's key id, eight bytes, which only tells keys apart.
  public let keyID: [UInt8]
  /// The Ed25519 point, 32 bytes.
  let point: [UInt8]

  /// A key from parts; nil for wrong lengths or a point outside the main subgroup.
  init?(keyID: [UInt8], point: [UInt8]) {
    SodiumLibrary.ready
    guard keyID.count == Self.idSize, point.count == Self.pointSize,
      crypto_core_ed25519_is_valid_point(point) == 1
    else { return nil }
    self.keyID = keyID
    self.point = point
  }

  /// A key from its text; nil unless it is exactly minisign's text of a valid key.
  public init?(_ text: String) {
    guard let bytes = Base64.decode(text, variant: sodium_base64_VARIANT_ORIGINAL),
      bytes.count == 2 + Self.idSize + Self.pointSize, Array(bytes[..<2]) == Self.algorithm
    else { return nil }
    self.init(
      keyID: Array(bytes[2..<2 + Self.idSize]), point: Array(bytes[(2 + Self.idSize)...]))
  }

  private var bytes: [UInt8] { Self.algorithm + keyID + point }

  /// minisign's text of the key.
  public var description: String {
    Base64.encode(bytes, variant: sodium_base64_VARIANT_ORIGINAL)
  }

  /// minisign's way to print the key id: 16 capital hexadecimal digits.
  public var keyIDText: String { Array(keyID.reversed()).hex.uppercased() }

  /// The text of a `.pub` file for `minisign -V -p`.
  public var publicKeyFile: String {
    "untrusted comment: minisign public key \(keyIDText)\n\(description)\n"
  }

  /// 128 bits of the key's hash to read out on the telephone: eight groups of four digits.
  public var fingerprint: String {
    var hash = Blake2b(.bits256)
    hash.update(terminated: "decaph/v1/fingerprint")
    hash.update(bytes)
    return Digest(finalizing: hash).spoken
  }

  /// Verifies a message with the text of its `.minisig` file.
  /// - Parameters:
  ///   - message: The whole signed file.
  ///   - signatureFile: The whole `.minisig` file, in the strict form of ``SignatureFile``.
  /// - Returns: The trusted comment, which is signed together with the message.
  /// - Throws: `malformedSignature`, `otherKey`, `badSignature` or `badTrustedComment`.
  public func verify(
    message: UnsafeRawBufferPointer, signatureFile: String
  ) throws(SodiumError) -> String {
    let file = try SignatureFile(parsing: signatureFile)
    guard file.keyID == keyID else {
      throw SodiumError(
        .otherKey, "the signature was made with key \(Array(file.keyID.reversed()).hex)",
        remedy: "compare the key id with that of the hospital's key, \(keyIDText.lowercased())")
    }
    let hash = Blake2b.hash512(message)
    guard crypto_sign_verify_detached(file.signature, hash, UInt64(hash.count), point) == 0 else {
      throw SodiumError(
        .badSignature, "the signature does not fit the message",
        remedy: "fetch both files again; if it stays, one of them was changed")
    }
    let signed = file.signature + Array(file.trustedComment.utf8)
    guard
      crypto_sign_verify_detached(file.commentSignature, signed, UInt64(signed.count), point) == 0
    else {
      throw SodiumError(
        .badTrustedComment, "the trusted comment was not signed with this key",
        remedy: "fetch the signature file again; if it stays, it was changed")
    }
    return file.trustedComment
  }

  /// Verifies a message with the text of its `.minisig` file.
  public func verify(
    message: [UInt8], signatureFile: String
  ) throws(SodiumError) -> String {
    try message.withUnsafeBufferPointer { message throws(SodiumError) in
      try verify(message: UnsafeRawBufferPointer(message), signatureFile: signatureFile)
    }
  }
}

extension IdentityPublicKey: Codable {
  /// Reads minisign's text; anything else is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let key = try IdentityPublicKey(container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "an identity key is minisign's text of a valid key")
    }
    self = key
  }

  /// Writes minisign's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
