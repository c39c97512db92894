import CSodium

/// X25519 (RFC 7748).
public enum KeyAgreement {
  /// The public key of a secret.
  /// - Parameter secret: 32 random bytes.
  public static func publicKey(of secret: UnsafeRawBufferPointer) -> SealingPublicKey {
    SodiumLibrary.ready
    precondition(secret.count == Int(crypto_scalarmult_SCALARBYTES))
    var point = [UInt8](repeating: 0, count: SealingPublicKey.size)
    let status = crypto_scalarmult_base(
      &point, secret.octets)
    guard status == 0, let key = SealingPublicKey(bytes: point) else {
      // The base point has large prime order and secrets are clamped.
      preconditionFailure("a multiple of the base point is a valid key")
    }
    return key
  }

  /// What two parties share: 32 bytes that are hashed before use, never a key as they are.
  /// - Parameters:
  ///   - secret: Own 32 bytes.
  ///   - publicKey: The other party's key.
  /// - Returns: The shared secret; nil if it is all zero, which only a chosen key can cause.
  public static func sharedSecret(
    _ secret: UnsafeRawBufferPointer, with publicKey: SealingPublicKey
  ) -> SecretBytes? {
    SodiumLibrary.ready
    precondition(secret.count == Int(crypto_scalarmult_SCALARBYTES))
    var status: Int32 = -1
    let shared = SecretBytes(count: Int(crypto_scalarmult_BYTES)) { output in
      status = crypto_scalarmult(
        output.octets,
        secret.octets, publicKey.bytes)
    }
    guard status == 0 else { return nil }
    return shared
  }
}
