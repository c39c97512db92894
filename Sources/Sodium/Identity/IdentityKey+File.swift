import CSodium

/// minisign's secret key file, as `minisign -G` writes it, or `minisign -G -W` without passphrase.
///
/// Two lines: a comment, and base64 of ``Layout``.
extension IdentityKey {
  /// `Ed`, `Sc` or `00 00`, `B2`, salt 32, operations 8, memory 8; then 104 bytes, under a passphrase
  /// xor-ed with scrypt of it: key id 8, secret 64, checksum 32.
  enum Layout {
    static let comment = Array("untrusted comment: ".utf8)
    static let size = 158
    static let derivation = 2..<4
    static let salt = 6..<38
    static let operations = 38..<46
    static let memory = 46..<54
    static let hidden = 54..<158
    static let keyID = 54..<62
    static let secret = 62..<126
    static let point = 94..<126
    static let checksum = 126..<158
  }

  /// Whether a secret key file is under a passphrase, by its form.
  public static func isLocked(secretKeyFile file: [UInt8]) -> Bool {
    // `Ed` and `Sc` begin the base64 of line 2.
    guard let comment = file.firstIndex(of: UInt8(ascii: "\n")) else { return false }
    return file[(comment + 1)...].starts(with: "RWRTY".utf8)
  }

  /// Reads a secret key file and wipes the given bytes.
  ///
  /// The public half inside the file must belong to the secret half: with a foreign one,
  /// signatures would give the secret away.
  /// - Throws: `encryptedKeyFile` for a file with a passphrase, `malformedKey` otherwise.
  public convenience init(wipingSecretKeyFile file: inout [UInt8]) throws(SodiumError) {
    let layout = try Self.layout(wiping: &file)
    let isLocked = layout.withUnsafeBytes { $0[Layout.derivation].elementsEqual("Sc".utf8) }
    guard !isLocked else {
      throw SodiumError(
        .encryptedKeyFile, "the secret key file is protected by a passphrase",
        remedy: "give the passphrase, or remove it with 'minisign -C -W -s FILE'")
    }
    try self.init(layout: layout)
  }

  /// Reads a secret key file that is under a passphrase and wipes the given bytes.
  /// - Throws: `wrongPassphrase`, `noMemory`, `malformedKey`.
  public convenience init(
    wipingSecretKeyFile file: inout [UInt8], passphrase: borrowing SecretBytes
  ) throws(SodiumError) {
    let locked = try Self.layout(wiping: &file)
    let isLocked = locked.withUnsafeBytes { $0[Layout.derivation].elementsEqual("Sc".utf8) }
    guard isLocked else { throw Self.malformed("is not under a passphrase") }
    try self.init(layout: try Self.unlock(locked, passphrase))
  }

  private static func layout(wiping file: inout [UInt8]) throws(SodiumError) -> SecretBytes {
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
    return layout
  }

  private convenience init(layout: consuming SecretBytes) throws(SodiumError) {
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
    // minisign 0.11 leaves the checksum of files without passphrase zero and does not look at it.
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
    let derivation = layout[Layout.derivation]
    guard derivation.elementsEqual("Sc".utf8) || derivation.allSatisfy({ $0 == 0 }) else {
      throw malformed("is of an unknown kind")
    }
  }

  static func checksum(keyID: [UInt8], secret: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = Blake2b(.bits256)
    hash.update(Array("Ed".utf8))
    hash.update(keyID)
    hash.update(secret)
    return hash.finalize()
  }

  static func malformed(_ what: String) -> SodiumError {
    SodiumError(
      .malformedKey, "the secret key file \(what)",
      remedy: "restore the file from its backup, or make a new identity and have it admitted")
  }
}
