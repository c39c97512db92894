import CSodium

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a random nonce in front of the sealed text.
public enum SecretBox {
  /// The bytes of a key.
  public static let keySize = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)

  private static let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  private static let tagSize = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
  /// By how many bytes a sealed text is longer than its plain text: nonce and tag.
  public static let overhead = nonceSize + tagSize

  /// Seals a text.
  /// - Parameters:
  ///   - plaintext: What is sealed.
  ///   - key: 32 bytes, lent from guarded memory.
  ///   - additionalData: What the box belongs to; opening needs the same bytes.
  /// - Returns: Nonce, sealed text and tag.
  public static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, additionalData: [UInt8]
  ) -> [UInt8] {
    precondition(key.count == keySize, "the key has 32 bytes")
    let nonce = RandomBytes.make(nonceSize)
    var text = [UInt8](repeating: 0, count: plaintext.count + tagSize)
    let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
      &text, nil, plaintext.octets, UInt64(plaintext.count), additionalData,
      UInt64(additionalData.count), nil, nonce, key.octets)
    precondition(status == 0)
    return nonce + text
  }

  /// Opens a box straight into guarded memory.
  /// - Throws: `sealBroken` if key or additional data differ, the box was changed, or is empty.
  public static func open(
    _ box: [UInt8], key: UnsafeRawBufferPointer, additionalData: [UInt8]
  ) throws(SodiumError) -> SecretBytes {
    precondition(key.count == keySize, "the key has 32 bytes")
    guard box.count > overhead else { throw broken }
    return try SecretBytes(count: box.count - overhead) { output throws(SodiumError) in
      let status = box.withUnsafeBytes { box in
        crypto_aead_xchacha20poly1305_ietf_decrypt(
          output.octets, nil, nil, box.octets + nonceSize, UInt64(box.count - nonceSize),
          additionalData, UInt64(additionalData.count), box.octets, key.octets)
      }
      guard status == 0 else { throw broken }
    }
  }

  private static var broken: SodiumError {
    SodiumError(
      .sealBroken, "a box does not open with this key",
      remedy: "treat it as never sent; its author has to answer for it")
  }
}
