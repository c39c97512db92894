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
    static let point = 94..<126
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
    // Decoded from the caller's bytes into guarded memory, without a copy in between.
    let layout = try SecretBytes(count: Layout.size) { layout throws(SodiumError) in
      try file.withUnsafeBufferPointer { file throws(SodiumError) in
        try Self.decode(UnsafeRawBufferPointer(file), into: layout)
      }
    }
    try layout.withUnsafeBytes { layout throws(SodiumError) in try Self.checkKind(layout) }
    let keyID = layout.withUnsafeBytes { Array($0[Layout.keyID]) }
    var point = [UInt8](repeating: 0, count: IdentityPublicKey.pointSize)
    let secret = SecretBytes(count: Layout.secret.count) { secret in
      let status = layout.withUnsafeBytes {
        crypto_sign_seed_keypair(&point, secret.octets, $0.octets + Layout.secret.lowerBound)
      }
      precondition(status == 0)
    }
    let isOwnPoint = layout.withUnsafeBytes { $0[Layout.point].elementsEqual(point) }
    guard isOwnPoint, let publicKey = IdentityPublicKey(keyID: keyID, point: point) else {
      throw Self.malformed("holds a public key that is not that of its secret key")
    }
    // minisign 0.11 leaves the checksum of such files zero and does not look at it.
    let checksum = layout.withUnsafeBytes { Array($0[Layout.checksum]) }
    let expected = secret.withUnsafeBytes { Self.checksum(keyID: keyID, secret: $0) }
    guard checksum.allSatisfy({ $0 == 0 }) || checksum == expected else {
      throw Self.malformed("has a wrong checksum")
    }
    self.init(secret: secret, publicKey: publicKey)
  }

  /// Decodes the second line of a key file.
  private static func decode(
    _ file: UnsafeRawBufferPointer, into layout: UnsafeMutableRawBufferPointer
  ) throws(SodiumError) {
    let end = UInt8(ascii: "\n")
    guard let comment = file.firstIndex(of: end), file.last == end, comment < file.count - 1,
      file.starts(with: Layout.comment), SignatureFile.isComment(file[..<comment])
    else { throw malformed("has not two lines that end in LF, a comment and the key") }
    let line = UnsafeRawBufferPointer(rebasing: file[(comment + 1)..<(file.count - 1)])
    let count = Base64.decode(line, into: layout, variant: sodium_base64_VARIANT_ORIGINAL)
    guard count == Layout.size else { throw malformed("has no base64 of 158 bytes in line 2") }
  }

  private static func checkKind(_ layout: UnsafeRawBufferPointer) throws(SodiumError) {
    guard layout[0..<2].elementsEqual("Ed".utf8), layout[4..<6].elementsEqual("B2".utf8) else {
      throw malformed("is of an unknown kind")
    }
    guard !layout[2..<4].elementsEqual("Sc".utf8) else {
      throw SodiumError(
        .encryptedKeyFile, "the secret key file is protected by a password",
        remedy: "a service cannot ask for it: remove it with 'minisign -C -W -s FILE'")
    }
    guard layout[2] == 0, layout[3] == 0 else { throw malformed("is of an unknown kind") }
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
