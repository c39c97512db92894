import CSodium

/// The four lines of a `.minisig` file, prehashed form (`ED`).
///
/// minisign itself is lenient; here one signature has one text: lines end in LF, also the last
/// one, comments are printable ASCII (and tabs, which minisign writes), base64 is canonical.
public struct SignatureFile: Equatable, Sendable {
  /// The longest comment in bytes that stock minisign reads with room to spare.
  public static let longestComment = 1_000

  private static let untrustedPrefix = "untrusted comment: "
  private static let trustedPrefix = "trusted comment: "
  private static let algorithm = Array("ED".utf8)
  private static let signatureSize = Int(crypto_sign_BYTES)

  /// Text that nobody signed.
  public let untrustedComment: String
  /// The id of the key that signed.
  public let keyID: [UInt8]
  /// The signature of BLAKE2b-512 of the message, 64 bytes.
  public let signature: [UInt8]
  /// Text that is signed together with the message.
  public let trustedComment: String
  /// The signature of `signature` and `trustedComment`, 64 bytes.
  public let commentSignature: [UInt8]

  init(
    untrustedComment: String, keyID: [UInt8], signature: [UInt8], trustedComment: String,
    commentSignature: [UInt8]
  ) {
    self.untrustedComment = untrustedComment
    self.keyID = keyID
    self.signature = signature
    self.trustedComment = trustedComment
    self.commentSignature = commentSignature
  }

  /// Reads a file's text; says nothing about whether the signatures hold.
  /// - Throws: `malformedSignature`.
  public init(parsing text: String) throws(SodiumError) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 5, lines[4].isEmpty else {
      throw Self.malformed("has not exactly four lines that end in LF")
    }
    untrustedComment = try Self.comment(lines[0], Self.untrustedPrefix, line: 1)
    trustedComment = try Self.comment(lines[2], Self.trustedPrefix, line: 3)
    let tagged = try Self.bytes(lines[1], line: 2)
    let head = Self.algorithm.count + IdentityPublicKey.idSize
    guard tagged.count == head + Self.signatureSize else {
      throw Self.malformed("has \(tagged.count) bytes in line 2")
    }
    guard Array(tagged[..<2]) == Self.algorithm else {
      throw Self.malformed("is not of the prehashed kind (ED)")
    }
    keyID = Array(tagged[2..<head])
    signature = Array(tagged[head...])
    commentSignature = try Self.bytes(lines[3], line: 4)
    guard commentSignature.count == Self.signatureSize else {
      throw Self.malformed("has \(commentSignature.count) bytes in line 4")
    }
  }

  /// The text of the file.
  public var text: String {
    let variant = sodium_base64_VARIANT_ORIGINAL
    return """
      \(Self.untrustedPrefix)\(untrustedComment)
      \(Base64.encode(Self.algorithm + keyID + signature, variant: variant))
      \(Self.trustedPrefix)\(trustedComment)
      \(Base64.encode(commentSignature, variant: variant))

      """
  }

  /// Whether a text may stand as a comment.
  static func isComment(_ text: some Collection<UInt8>) -> Bool {
    text.count <= longestComment && text.allSatisfy { (0x20...0x7e).contains($0) || $0 == 9 }
  }

  private static func comment(
    _ line: Substring.UTF8View, _ prefix: String, line number: Int
  ) throws(SodiumError) -> String {
    guard line.starts(with: prefix.utf8) else {
      throw malformed("does not begin line \(number) with '\(prefix)'")
    }
    let text = line.dropFirst(prefix.utf8.count)
    guard isComment(text) else {
      throw malformed("has a comment in line \(number) that is too long or not printable")
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(
    _ line: Substring.UTF8View, line number: Int
  ) throws(SodiumError) -> [UInt8] {
    guard let bytes = Base64.decode(Array(line), variant: sodium_base64_VARIANT_ORIGINAL) else {
      throw malformed("has no canonical base64 in line \(number)")
    }
    return bytes
  }

  private static func malformed(_ what: String) -> SodiumError {
    SodiumError(
      .malformedSignature, "the signature file \(what)",
      remedy: "wait for a complete copy; if it stays, the author has to sign again")
  }
}
