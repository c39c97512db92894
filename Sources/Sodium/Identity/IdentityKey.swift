import CSodium

/// A hospital's secret identity key: Ed25519, in guarded memory, usable with stock minisign.
public final class IdentityKey: Sendable {
  // libsodium's form: 32 bytes of seed, then the public point.
  let secret: SecretBytes
  /// The key that others verify with.
  public let publicKey: IdentityPublicKey

  init(secret: consuming SecretBytes, publicKey: IdentityPublicKey) {
    self.secret = secret
    self.publicKey = publicKey
  }

  /// A new random key with a random key id.
  public static func generate() -> IdentityKey {
    var point = [UInt8](repeating: 0, count: IdentityPublicKey.pointSize)
    let secret = SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { secret in
      let start = secret.octets
      let status = crypto_sign_keypair(&point, start)
      precondition(status == 0)
    }
    let keyID = RandomBytes.make(IdentityPublicKey.idSize)
    guard let publicKey = IdentityPublicKey(keyID: keyID, point: point) else {
      preconditionFailure("a generated point is valid")
    }
    return IdentityKey(secret: secret, publicKey: publicKey)
  }

  /// Signs a message as `minisign -S -H` does.
  /// - Parameters:
  ///   - message: The whole file.
  ///   - trustedComment: One line of printable ASCII that is signed too.
  ///   - untrustedComment: One line of printable ASCII that nobody may rely on.
  /// - Returns: The complete text of the `.minisig` file.
  public func sign(
    message: UnsafeRawBufferPointer, trustedComment: String,
    untrustedComment: String = "signature from decaph"
  ) -> String {
    precondition(SignatureFile.isComment(trustedComment.utf8), "a comment is one printable line")
    precondition(SignatureFile.isComment(untrustedComment.utf8), "a comment is one printable line")
    let signature = signed(Blake2b.hash512(message))
    let file = SignatureFile(
      untrustedComment: untrustedComment, keyID: publicKey.keyID, signature: signature,
      trustedComment: trustedComment,
      commentSignature: signed(signature + Array(trustedComment.utf8)))
    return file.text
  }

  /// Signs a message as `minisign -S -H` does.
  public func sign(
    message: [UInt8], trustedComment: String, untrustedComment: String = "signature from decaph"
  ) -> String {
    message.withUnsafeBytes {
      sign(message: $0, trustedComment: trustedComment, untrustedComment: untrustedComment)
    }
  }

  private func signed(_ bytes: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    let status = secret.withUnsafeBytes { key in
      crypto_sign_detached(
        &signature, nil, bytes, UInt64(bytes.count),
        key.octets)
    }
    precondition(status == 0)
    return signature
  }
}
