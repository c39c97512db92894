import Sodium

/// A sealed file that was compared with the statement that pins it: size and digest are right.
///
/// Made only by that comparison, so that whoever opens it need not read it through once more.
public struct PinnedFile: Sendable {
  /// The file's bytes.
  public let bytes: [UInt8]
  private let pinned: Payload
  private let path: String

  /// Compares a file with its pin.
  ///
  /// - Throws: `.payload` when it is not the pinned one.
  public init(_ bytes: [UInt8], pinned: Payload, path: String) throws(Rejection) {
    try SealedFile.check(bytes, pinned: pinned, path: path)
    (self.bytes, self.pinned, self.path) = (bytes, pinned, path)
  }

  /// Opens it.
  ///
  /// - Throws: `.payload` when it holds something else than its pin says, `.sealed` when this key
  ///   cannot open it, `.context` when it belongs elsewhere.
  public func open(
    kind: SealedFile.Kind, place: Place, session: Digest, K: Digest, with key: SealingKey
  ) throws(Rejection) -> [UInt8] {
    try Self.unseal(
      bytes, pinned: pinned, path: path, kind: kind, place: place, session: session, K: K,
      with: key)
  }

  /// Opens bytes whose digest the caller compares.
  static func unseal(
    _ bytes: [UInt8], pinned: Payload, path: String, kind: SealedFile.Kind, place: Place,
    session: Digest, K: Digest, with key: SealingKey
  ) throws(Rejection) -> [UInt8] {
    let header = try SealedHeader(parsing: bytes, path: path)
    guard header.kind == kind else {
      throw Rejection(.payload, file: path, "holds another kind of payload")
    }
    guard header.context == SealedFile.context(place: place, session: session, K: K) else {
      throw Rejection(.context, file: path, "was sealed for another place or round")
    }
    let id = SealedHeader.id(of: key.publicKey)
    guard let recipient = header.recipients.first(where: { $0.id == id }) else {
      throw Rejection(.sealed, file: path, "is not sealed to this key")
    }
    let head = SealedHeader.size(recipients: header.recipients.count)
    let plaintext: [UInt8]
    do throws(SodiumError) {
      let fileKey = try key.openSecret(recipient.box)
      plaintext = try bytes.withUnsafeBufferPointer { octets throws(SodiumError) in
        let bytes = UnsafeRawBufferPointer(octets)
        return try SecretStream.decrypt(
          UnsafeRawBufferPointer(rebasing: bytes[head...]), key: fileKey,
          additionalData: Digest(hashing: UnsafeRawBufferPointer(rebasing: bytes[..<head])).bytes)
      }
    } catch {
      throw Rejection(.sealed, file: path, error.message)
    }
    guard Digest.keyed(header.salt, hashing: plaintext) == pinned.plain else {
      throw Rejection(.payload, file: path, "opens to another plaintext than its statement pins")
    }
    return plaintext
  }
}
