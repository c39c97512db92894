import CSodium

/// A sealing key as a private file that only the hospital's identity key opens. So one passphrase,
/// that of the identity, keeps both, and stock minisign may change it.
///
/// Two lines: a comment, and base64url of a ``SecretBox`` of the 32 bytes, with the comment as
/// additional data. Its key is BLAKE2b-256 of ``domain`` under the identity's 32 bytes of seed.
extension SealingKey {
  static let lockedComment = Array("decaph sealing key: locked by the identity key\n".utf8)
  private static let domain = "decaph/v1/locked-sealing-key"
  private static let boxSize = SecretBox.overhead + SealingPublicKey.size

  /// Whether a key file is locked by an identity.
  public static func isLocked(keyFile file: [UInt8]) -> Bool { file.starts(with: lockedComment) }

  /// The bytes of the file, locked by an identity.
  public func keyFile(lockedBy identity: IdentityKey) -> [UInt8] {
    let box = secretBytes().withUnsafeBytes { secret in
      Self.boxKey(identity).withUnsafeBytes { key in
        SecretBox.seal(secret, key: key, additionalData: Self.lockedComment)
      }
    }
    return Self.lockedComment + Base64.encode(box, variant: Self.variant).utf8 + [0x0a]
  }

  /// Reads a file that an identity locks.
  ///
  /// - Throws: `malformedKey` when it is not exactly such a file, `sealBroken` when another
  ///   identity locks it.
  public convenience init(
    keyFile file: [UInt8], lockedBy identity: IdentityKey
  ) throws(SodiumError) {
    guard Self.isLocked(keyFile: file), file.last == 0x0a,
      let box = Base64.decode(
        String(decoding: file.dropFirst(Self.lockedComment.count).dropLast(), as: UTF8.self),
        variant: Self.variant),
      box.count == Self.boxSize
    else {
      throw SodiumError(
        .malformedKey, "is not a decaph sealing key that an identity locks",
        remedy: "restore the file from its backup")
    }
    let secret = try Self.boxKey(identity).withUnsafeBytes { key throws(SodiumError) in
      try SecretBox.open(box, key: key, additionalData: Self.lockedComment)
    }
    try self.init(restoring: secret)
  }

  private static func boxKey(_ identity: IdentityKey) -> SecretBytes {
    identity.secret.withUnsafeBytes { secret in
      let seed = UnsafeRawBufferPointer(rebasing: secret[..<Int(crypto_sign_SEEDBYTES)])
      return SecretBytes(count: SecretBox.keySize) { key in
        var hash = Blake2b(.bits256, key: seed)
        hash.update(Array(domain.utf8))
        hash.finalize(into: key)
      }
    }
  }
}
