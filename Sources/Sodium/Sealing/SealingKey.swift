import CSodium

/// An X25519 secret key, with which a hospital or an auditor opens what was sealed to it.
public final class SealingKey: Sendable {
  /// By how many bytes a sealed text is longer than its plain text.
  public static let overhead = crypto_box_sealbytes()

  private let secret: SecretBytes
  /// The key that others seal to.
  public let publicKey: SealingPublicKey

  /// Restores a key.
  /// - Parameter secret: The 32 bytes that ``secretBytes()`` gave.
  /// - Throws: `malformedKey` for another number of bytes.
  public init(restoring secret: consuming SecretBytes) throws(SodiumError) {
    guard secret.count == Int(crypto_box_SECRETKEYBYTES) else {
      throw SodiumError(
        .malformedKey, "a sealing key has 32 bytes, not \(secret.count)",
        remedy: "restore the key file from its backup")
    }
    publicKey = secret.withUnsafeBytes { KeyAgreement.publicKey(of: $0) }
    self.secret = secret
  }

  private init(fresh secret: consuming SecretBytes) {
    publicKey = secret.withUnsafeBytes { KeyAgreement.publicKey(of: $0) }
    self.secret = secret
  }

  /// A new random key.
  public static func generate() -> SealingKey {
    SealingKey(fresh: .random(Int(crypto_box_SECRETKEYBYTES)))
  }

  /// The 32 secret bytes, for the private state.
  public func secretBytes() -> SecretBytes {
    secret.duplicate()
  }

  /// Opens what was sealed to this key.
  /// - Throws: `sealBroken` if it was sealed to another key or changed.
  public func open(_ sealed: [UInt8]) throws(SodiumError) -> [UInt8] {
    guard sealed.count >= Self.overhead else { throw Self.broken }
    var plaintext = [UInt8](repeating: 0, count: sealed.count - Self.overhead)
    let status = plaintext.withUnsafeMutableBytes { open(sealed, into: $0) }
    guard status == 0 else { throw Self.broken }
    return plaintext
  }

  /// Opens a secret that was sealed to this key, straight into guarded memory.
  /// - Throws: `sealBroken` if it was sealed to another key, changed, or empty.
  public func openSecret(_ sealed: [UInt8]) throws(SodiumError) -> SecretBytes {
    guard sealed.count > Self.overhead else { throw Self.broken }
    return try SecretBytes(count: sealed.count - Self.overhead) { output throws(SodiumError) in
      guard open(sealed, into: output) == 0 else { throw Self.broken }
    }
  }

  private func open(_ sealed: [UInt8], into output: UnsafeMutableRawBufferPointer) -> Int32 {
    secret.withUnsafeBytes { key in
      crypto_box_seal_open(
        output.octets, sealed, UInt64(sealed.count),
        publicKey.bytes, key.octets)
    }
  }

  private static var broken: SodiumError {
    SodiumError(
      .sealBroken, "a sealed text does not open with this key",
      remedy: "check that the key belongs to a recipient and that the file is complete")
  }
}
