import Foundation
import Sodium
import Testing

/// Keys under a passphrase, as minisign has them, and what an identity locks.
@Suite struct LockedKeyTests {
  /// The cheapest that scrypt of libsodium takes.
  private let cheap = ScryptCost(operations: 32_768, memory: 1 << 24)

  private func secret(_ text: String) -> SecretBytes {
    var bytes = Array(text.utf8)
    return SecretBytes(wiping: &bytes)
  }

  private func locked(_ key: IdentityKey, _ passphrase: String) throws -> [UInt8] {
    try key.secretKeyFile(passphrase: secret(passphrase), cost: cheap)
      .withUnsafeBytes { Array($0) }
  }

  private func opened(_ file: [UInt8], _ passphrase: String) throws(SodiumError) -> IdentityKey {
    var file = file
    return try IdentityKey(wipingSecretKeyFile: &file, passphrase: secret(passphrase))
  }

  @Test func onlyThePassphraseOpens() throws {
    let key = IdentityKey.generate()
    let file = try locked(key, "right")
    #expect(IdentityKey.isLocked(secretKeyFile: file))
    #expect(try opened(file, "right").publicKey == key.publicKey)
    #expect(throws: SodiumError.self) { try opened(file, "Right") }
    let open = key.secretKeyFile().withUnsafeBytes { Array($0) }
    #expect(!IdentityKey.isLocked(secretKeyFile: open))
    let asked = #expect(throws: SodiumError.self) {
      var copy = file
      _ = try IdentityKey(wipingSecretKeyFile: &copy)
    }
    #expect(asked?.code == .encryptedKeyFile)
    #expect(file != (try locked(key, "right")), "each file has a salt of its own")
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
    let bytes = try #require(Data(base64Encoded: String(lines[1])))
    for id in bytes.indices.dropFirst(8) where bytes[id...].starts(with: key.publicKey.keyID) {
      Issue.record("the key id stands in the file")
    }
  }

  /// Each part that a wrong disk or a foreign hand could have changed.
  @Test(arguments: [
    (6, SodiumError.Code.wrongPassphrase), (37, .wrongPassphrase), (54, .wrongPassphrase),
    (62, .wrongPassphrase), (157, .wrongPassphrase), (0, .malformedKey), (4, .malformedKey),
    (44, .malformedKey), (52, .malformedKey),
  ])
  func everyChangedPartIsSeen(byte: Int, code: SodiumError.Code) throws {
    let file = try locked(.generate(), "right")
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
    var bytes = try #require(Data(base64Encoded: String(lines[1])))
    bytes[byte] ^= 1
    let changed = Array("\(lines[0])\n\(bytes.base64EncodedString())\n".utf8)
    let error = #expect(throws: SodiumError.self) { try opened(changed, "right") }
    #expect(error?.code == code)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: Minisign.path)))
  func stockMinisignReadsOursAndWeReadIts() throws {
    let minisign = try Minisign()
    defer { minisign.remove() }
    let key = IdentityKey.generate()
    try minisign.write("ours.key", locked(key, "our words"))
    try minisign.write("m", Array("{}\n".utf8))
    #expect(
      try minisign.run(
        "-S", "-s", "ours.key", "-m", "m", "-x", "n", "-t", "by hand", typing: "our words\n") == 0)
    #expect(
      try key.publicKey.verify(message: Array("{}\n".utf8), signatureFile: minisign.read("n"))
        == "by hand")
    #expect(
      try minisign.run("-S", "-s", "ours.key", "-m", "m", "-x", "o", typing: "other words\n") != 0)

    // With little memory it takes less of it, and says so in the file.
    #expect(
      try minisign.run(
        "-G", "-p", "k.pub", "-s", "k.key", typing: "its words\nits words\n", memory: 130 << 20)
        == 0)
    let its = try opened(Array(minisign.read("k.key").utf8), "its words")
    #expect(try minisign.read("k.pub").contains(its.publicKey.description))
  }

  @Test func anIdentityLocksASealingKey() throws {
    let (identity, sealing) = (IdentityKey.generate(), SealingKey.generate())
    let file = sealing.keyFile(lockedBy: identity)
    #expect(SealingKey.isLocked(keyFile: file))
    let back = try SealingKey(keyFile: file, lockedBy: identity)
    #expect(back.publicKey == sealing.publicKey)
    let other = #expect(throws: SodiumError.self) {
      try SealingKey(keyFile: file, lockedBy: .generate())
    }
    #expect(other?.code == .sealBroken)
    for spoilt in [file.dropLast(), file.dropLast(2) + [0x0a], file + [0x0a]].map(Array.init) {
      let error = #expect(throws: SodiumError.self) {
        try SealingKey(keyFile: spoilt, lockedBy: identity)
      }
      #expect(error?.code == .malformedKey)
    }
    let plain = #expect(throws: SodiumError.self) {
      var copy = file
      _ = try SealingKey(wipingKeyFile: &copy)
    }
    #expect(plain?.code == .encryptedKeyFile)
  }
}
