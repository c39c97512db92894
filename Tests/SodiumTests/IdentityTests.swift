import Foundation
import Sodium
import Testing

@Suite struct IdentityTests {
  struct Vectors: Decodable {
    let message: Hex
    let publicKey: IdentityPublicKey
    let publicKeyFile: String
    let secretKeyFile: String
    let encryptedKeyFile: String
    let named: String
    let namedComment: String
    let plain: String
    let legacy: String
  }

  private func key(_ file: String) throws -> IdentityKey {
    var bytes = Array(file.utf8)
    defer { #expect(bytes.isEmpty, "the file's bytes are wiped") }
    return try IdentityKey(wipingSecretKeyFile: &bytes)
  }

  private func code(_ body: () throws -> Void) -> SodiumError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SodiumError)?.code
    }
  }

  @Test func verifiesWhatMinisignSigned() throws {
    let stock = try vectors("minisign", as: Vectors.self)
    let message = stock.message.bytes
    #expect(
      try stock.publicKey.verify(message: message, signatureFile: stock.named)
        == stock.namedComment)
    let comment = try stock.publicKey.verify(message: message, signatureFile: stock.plain)
    #expect(comment.hasPrefix("timestamp:") && comment.hasSuffix("\thashed"))
    #expect(stock.publicKey.publicKeyFile == stock.publicKeyFile)
  }

  @Test func signsWithMinisignsKeyFile() throws {
    let stock = try vectors("minisign", as: Vectors.self)
    let key = try key(stock.secretKeyFile)
    #expect(key.publicKey == stock.publicKey)
    // Ed25519 is deterministic, so that the same comment gives minisign's very lines.
    let text = key.sign(
      message: stock.message.bytes, trustedComment: stock.namedComment,
      untrustedComment: "signature from minisign secret key")
    #expect(text == stock.named)
  }

  @Test func refusesEveryTamperedLine() throws {
    let stock = try vectors("minisign", as: Vectors.self)
    let lines = stock.named.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    func verified(_ index: Int, _ line: String) -> SodiumError.Code? {
      var lines = lines
      lines[index] = line
      return code {
        _ = try stock.publicKey.verify(
          message: stock.message.bytes, signatureFile: lines.joined(separator: "\n"))
      }
    }
    #expect(verified(0, lines[0] + "!") == nil, "the first line is signed by nobody")
    #expect(verified(0, "comment: x") == .malformedSignature)
    #expect(verified(0, lines[0] + "\r") == .malformedSignature)
    #expect(verified(1, flipped(lines[1], byte: 1)) == .malformedSignature)
    #expect(verified(1, flipped(lines[1], byte: 5)) == .otherKey)
    #expect(verified(1, flipped(lines[1], byte: 20)) == .badSignature)
    #expect(verified(1, flipped(lines[1], byte: 73)) == .badSignature)
    #expect(verified(1, String(lines[1].dropLast())) == .malformedSignature)
    #expect(verified(1, lines[1] + "\r") == .malformedSignature)
    #expect(verified(2, lines[2] + "x") == .badTrustedComment)
    #expect(verified(2, lines[2].replacing("h1", with: "h2")) == .badTrustedComment)
    #expect(verified(2, lines[2] + "\u{1b}[2J") == .malformedSignature)
    #expect(verified(2, "trusted comment:x") == .malformedSignature)
    #expect(verified(3, flipped(lines[3], byte: 0)) == .badTrustedComment)
    #expect(verified(3, flipped(lines[3], byte: 63)) == .badTrustedComment)
    #expect(verified(3, lines[3] + " ") == .malformedSignature)
    #expect(verified(4, "more") == .malformedSignature)
  }

  @Test func refusesOtherFormsOfTheFile() throws {
    let stock = try vectors("minisign", as: Vectors.self)
    for text in [
      "", "\n", stock.legacy, stock.named + "\n", String(stock.named.dropLast()),
      stock.named.replacing("\n", with: "\r\n"), "\u{feff}" + stock.named,
    ] {
      let found = code {
        _ = try stock.publicKey.verify(message: stock.message.bytes, signatureFile: text)
      }
      #expect(found == .malformedSignature)
    }
    let changed = code {
      _ = try stock.publicKey.verify(
        message: stock.message.bytes + [0], signatureFile: stock.named)
    }
    #expect(changed == .badSignature)
  }

  @Test func refusesOtherKeyFiles() throws {
    let stock = try vectors("minisign", as: Vectors.self)
    #expect(code { _ = try key(stock.encryptedKeyFile) } == .encryptedKeyFile)
    let lines = stock.secretKeyFile.split(separator: "\n").map(String.init)
    // Byte 62 begins the seed, 94 the public half, 126 the checksum.
    for byte in [0, 3, 4, 62, 94, 126] {
      let file = "\(lines[0])\n\(flipped(lines[1], byte: byte))\n"
      #expect(code { _ = try key(file) } == .malformedKey, "byte \(byte)")
    }
    for file in ["", lines[1], "\(lines[0])\n\(lines[1])", "\(lines[0])\r\n\(lines[1])\r\n"] {
      #expect(code { _ = try key(file) } == .malformedKey)
    }
  }

  @Test func keyFileAndTextsComeBack() throws {
    let key = IdentityKey.generate()
    let file = key.secretKeyFile().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(try self.key(file).publicKey == key.publicKey)
    let json = try JSONEncoder().encode([key.publicKey])
    #expect(try JSONDecoder().decode([IdentityPublicKey].self, from: json) == [key.publicKey])
    let text = key.publicKey.description
    #expect(text.count == 56 && text.hasPrefix("RW"))
    #expect(IdentityPublicKey(text + "=") == nil)
    #expect(IdentityPublicKey(flipped(text, byte: 0)) == nil)
    #expect(IdentityPublicKey("") == nil)
    let groups = key.publicKey.fingerprint.split(separator: " ")
    #expect(groups.count == 8 && groups.allSatisfy { $0.count == 4 })
    #expect(IdentityKey.generate().publicKey.fingerprint != key.publicKey.fingerprint)
  }

  @Test func refusesPointsOfSmallOrder() throws {
    // Neutral element, then a point of order eight (libsodium's own list).
    for point in [
      "0100000000000000000000000000000000000000000000000000000000000000",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ] {
      let bytes =
        try Array("Ed".utf8) + [UInt8](repeating: 7, count: 8) + #require([UInt8](hex: point))
      #expect(IdentityPublicKey(Data(bytes).base64EncodedString()) == nil)
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: Minisign.path)))
  func stockMinisignVerifiesAndSigns() throws {
    let minisign = try Minisign()
    defer { minisign.remove() }
    let key = IdentityKey.generate()
    let message = Array("{}\n".utf8)
    try minisign.write("m", message)
    try minisign.write("k.pub", Array(key.publicKey.publicKeyFile.utf8))
    let file = key.secretKeyFile().withUnsafeBytes { Array($0) }
    try minisign.write("k.key", file)
    try minisign.write(
      "m.minisig", Array(key.sign(message: message, trustedComment: "a comment").utf8))
    #expect(try minisign.run("-H", "-V", "-m", "m", "-p", "k.pub") == 0)
    #expect(try minisign.run("-H", "-V", "-m", "m", "-P", key.publicKey.description) == 0)
    #expect(try minisign.run("-S", "-s", "k.key", "-m", "m", "-x", "n", "-t", "by minisign") == 0)
    #expect(
      try key.publicKey.verify(message: message, signatureFile: minisign.read("n"))
        == "by minisign")
    try minisign.write("m", message + [0])
    #expect(try minisign.run("-H", "-V", "-m", "m", "-p", "k.pub") == 1)
  }

  /// The base64 text of the same bytes with one bit changed.
  private func flipped(_ text: String, byte: Int) -> String {
    guard var bytes = Data(base64Encoded: text) else { return text }
    bytes[byte] ^= 1
    return bytes.base64EncodedString()
  }
}
