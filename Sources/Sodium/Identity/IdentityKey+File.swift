import CSodium

/// minisign's secret key file without password, as `minisign -G -W` writes it.
///
/// Two lines: a comment, and base64 of `Ed`, `00 00` (no key derivation), `B2`, salt 32, two
/// limits of 8, key id 8, secret 64, checksum 32: 158 bytes.
extension IdentityKey {
  private enum Layout {
    static let comment = Array("untrusted comment: ".utf8)
    static let size = 158
    static let keyID = 54..<62
    static let secret = 62..<126
    static let checksum = 126..<158
  }

  /// Reads a secret key file and wipes the given bytes.
  ///
  /// The public half inside the file must belong to the secret half: with a foreign one,
  /// signatures would give the secret away.
  /// - Throws: `encryptedKeyFile` for a file with a password, `malformedKey` otherwise.
  public convenience init(wipingSecretKeyFile file: inout [UInt8]) throws(SodiumError) {
    defer {
      file.withUnsafeMutableBytes { $0.wipe() }
      file = []
    }
    let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty, lines[0].starts(with: Layout.comment),
      SignatureFile.isComment(lines[0])
    else { throw Self.malformed("has not two lines that end in LF, a comment and the key") }
    guard
      var bytes = Base64.decode(Array(lines[1]), variant: sodium_base64_VARIANT_ORIGINAL),
      bytes.count == Layout.size
    else { throw Self.malformed("has no base64 of 158 bytes in its second line") }
    defer { bytes.withUnsafeMutableBytes { $0.wipe() } }
    guard Array(bytes[0..<2]) == Array("Ed".utf8), Array(bytes[4..<6]) == Array("B2".utf8) else {
      throw Self.malformed("is of an unknown kind")
    }
    guard Array(bytes[2..<4]) != Array("Sc".utf8) else {
      throw SodiumError(
        .encryptedKeyFile, "the secret key file is protected by a password",
        remedy: "a service cannot ask for it: remove it with 'minisign -C -W -s FILE'")
    }
    guard bytes[2] == 0, bytes[3] == 0 else { throw Self.malformed("is of an unknown kind") }
    try self.init(layout: bytes)
  }

  private convenience init(layout bytes: [UInt8]) throws(SodiumError) {
    let keyID = Array(bytes[Layout.keyID])
    var point = [UInt8](repeating: 0, count: IdentityPublicKey.pointSize)
    let secret = SecretBytes(count: Layout.secret.count) { secret in
      bytes.withUnsafeBytes { bytes in
        let seed = bytes.octets + Layout.secret.lowerBound
        let start = secret.octets
        let status = crypto_sign_seed_keypair(
          &point, start, seed)
        precondition(status == 0)
      }
    }
    guard Array(bytes[Layout.secret].suffix(point.count)) == point,
      let publicKey = IdentityPublicKey(keyID: keyID, point: point)
    else { throw Self.malformed("holds a public key that is not that of its secret key") }
    // minisign 0.11 leaves the checksum of such files zero and does not look at it.
    let checksum = Array(bytes[Layout.checksum])
    let expected = secret.withUnsafeBytes { Self.checksum(keyID: keyID, secret: $0) }
    guard checksum.allSatisfy({ $0 == 0 }) || checksum == expected else {
      throw Self.malformed("has a wrong checksum")
    }
    self.init(secret: secret, publicKey: publicKey)
  }

  /// The bytes of a secret key file that stock minisign signs with (`minisign -S -s FILE`).
  public func secretKeyFile() -> SecretBytes {
    let head = Array("untrusted comment: decaph identity key, keep it secret\n".utf8)
    let textSize = sodium_base64_encoded_len(Layout.size, sodium_base64_VARIANT_ORIGINAL)
    let layout = secret.withUnsafeBytes { secret in
      SecretBytes(count: Layout.size) { bytes in
        bytes[0] = UInt8(ascii: "E")
        bytes[1] = UInt8(ascii: "d")
        bytes[4] = UInt8(ascii: "B")
        bytes[5] = UInt8(ascii: "2")
        for (index, byte) in zip(Layout.keyID, publicKey.keyID) { bytes[index] = byte }
        UnsafeMutableRawBufferPointer(rebasing: bytes[Layout.secret]).copyMemory(from: secret)
        let checksum = Self.checksum(keyID: publicKey.keyID, secret: secret)
        for (index, byte) in zip(Layout.checksum, checksum) { bytes[index] = byte }
      }
    }
    return layout.withUnsafeBytes { layout in
      SecretBytes(count: head.count + textSize) { text in
        text.copyBytes(from: head)
        sodium_bin2base64(
          UnsafeMutableRawPointer(text.octets + head.count).assumingMemoryBound(to: CChar.self),
          textSize,
          layout.octets, layout.count,
          sodium_base64_VARIANT_ORIGINAL)
        // The place of C's terminating zero is that of the last line's end.
        text[head.count + textSize - 1] = UInt8(ascii: "\n")
      }
    }
  }

  private static func checksum(keyID: [UInt8], secret: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = Blake2b(.bits256)
    hash.update(Array("Ed".utf8))
    hash.update(keyID)
    hash.update(secret)
    return hash.finalize()
  }

  private static func malformed(_ what: String) -> SodiumError {
    SodiumError(
      .malformedKey, "the secret key file \(what)",
      remedy: "restore the file from its backup, or make a new identity and have it admitted")
  }
}
