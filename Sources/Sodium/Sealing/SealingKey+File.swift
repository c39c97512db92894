import CSodium

/// A sealing key as a private file of two lines: a comment, and the 32-byte X25519 secret as
/// base64url. Encoded and decoded in guarded memory only.
extension SealingKey {
  private static let comment = Array("decaph sealing key: secret, never share\n".utf8)
  static let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING

  /// The file's bytes.
  public func keyFile() -> SecretBytes {
    let head = Self.comment
    let textSize = sodium_base64_encoded_len(SealingPublicKey.size, Self.variant)
    let secret = secretBytes()
    return SecretBytes(count: head.count + textSize) { text in
      text.copyBytes(from: head)
      secret.withUnsafeBytes { secret in
        _ = sodium_bin2base64(
          UnsafeMutableRawPointer(text.octets + head.count).assumingMemoryBound(to: CChar.self),
          textSize, secret.octets, secret.count, Self.variant)
      }
      // The place of C's terminating zero is that of the last line's end.
      text[head.count + textSize - 1] = UInt8(ascii: "\n")
    }
  }

  /// Reads a key file and wipes the given bytes.
  ///
  /// - Throws: `malformedKey` when it is not exactly such a file.
  public convenience init(wipingKeyFile file: inout [UInt8]) throws(SodiumError) {
    defer {
      file.withUnsafeMutableBytes { $0.wipe() }
      file = []
    }
    let secret = try SecretBytes(count: SealingPublicKey.size) { secret throws(SodiumError) in
      try file.withUnsafeBufferPointer { file throws(SodiumError) in
        let bytes = UnsafeRawBufferPointer(file)
        guard !bytes.starts(with: Self.lockedComment) else {
          throw SodiumError(
            .encryptedKeyFile, "the sealing key is locked by the hospital's identity key",
            remedy: "give the sealing key in the hospital's secrets, beside its identity")
        }
        guard bytes.starts(with: Self.comment), bytes.last == UInt8(ascii: "\n"),
          bytes.count > Self.comment.count + 1,
          Base64.decode(
            UnsafeRawBufferPointer(rebasing: bytes[Self.comment.count..<(bytes.count - 1)]),
            into: secret, variant: Self.variant) == SealingPublicKey.size
        else {
          throw SodiumError(
            .malformedKey, "is not a decaph sealing key",
            remedy: "give the file that 'decaph-audit key' wrote, or a hospital's secrets/sealing")
        }
      }
    }
    try self.init(restoring: secret)
  }
}
