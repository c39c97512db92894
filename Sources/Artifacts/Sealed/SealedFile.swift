import Sodium

/// A payload that members and auditors can open, and nobody else: a random file key sealed to
/// each, and the plaintext as a secretstream under it.
public enum SealedFile {
  /// What the plaintext is.
  public enum Kind: UInt8, Sendable {
    /// A masked vector: little-endian words of the ring.
    case vector = 1
    /// A model: safetensors.
    case model = 2
  }

  /// Seals a plaintext for readers, at a place in a round that stands on K.
  ///
  /// - Returns: the file's bytes, and the salted digest of the plaintext for the statement.
  public static func seal(
    _ plaintext: [UInt8], kind: Kind, place: Place, session: Digest, K: Digest,
    readers: [SealingPublicKey]
  ) -> (file: [UInt8], plain: Digest) {
    let key = SecretBytes.random(SealedHeader.keySize)
    let salt = RandomBytes.make(32)
    let header = SealedHeader(
      kind: kind, salt: salt, context: context(place: place, session: session, K: K),
      recipients: readers.map { (SealedHeader.id(of: $0), $0.seal(key)) })
    let head = header.bytes
    let (stream, plain) = BothCores.run(long: plaintext.count) {
      SecretStream.encrypt(plaintext, key: key, additionalData: Digest(hashing: head).bytes)
    } _: {
      Digest.keyed(salt, hashing: plaintext)
    }
    return (head + stream, plain)
  }

  /// The size in bytes of a sealed file; it depends on public numbers only.
  public static func size(plaintext: Int, readers: Int) -> Int {
    SealedHeader.size(recipients: readers) + SecretStream.sealedSize(plaintext)
  }

  /// Opens a sealed file after checking it against the statement's pin.
  ///
  /// - Throws: `.payload` when the file is not the pinned one, `.sealed` when this key cannot
  ///   open it, `.context` when it belongs elsewhere.
  public static func open(
    _ file: [UInt8], pinned: Payload, kind: Kind, place: Place, session: Digest, K: Digest,
    with key: SealingKey
  ) throws(Rejection) -> [UInt8] {
    let path = place.sealed
    try checkSize(file, pinned: pinned, path: path)
    // Each is a pass over the whole file. A file that is not the pinned one opens to nothing: the
    // stream is authenticated, and what came out of it is given away only after both checks.
    let (digest, opened) = BothCores.run(long: file.count) {
      Digest(hashing: file)
    } _: {
      Result { () throws(Rejection) in
        try PinnedFile.unseal(
          file, pinned: pinned, path: path, kind: kind, place: place, session: session, K: K,
          with: key)
      }
    }
    try check(digest, pinned: pinned, path: path)
    return try opened.get()
  }

  /// Whether a sealed file is the one that its statement pins; needs no key.
  public static func check(
    _ file: [UInt8], pinned: Payload, path: String
  ) throws(Rejection) {
    try checkSize(file, pinned: pinned, path: path)
    try check(Digest(hashing: file), pinned: pinned, path: path)
  }

  private static func checkSize(
    _ file: [UInt8], pinned: Payload, path: String
  ) throws(Rejection) {
    guard file.count == pinned.bytes else {
      throw Rejection(.payload, file: path, "has \(file.count) bytes, not \(pinned.bytes)")
    }
  }

  private static func check(
    _ digest: Digest, pinned: Payload, path: String
  ) throws(Rejection) {
    guard digest == pinned.digest else {
      throw Rejection(.payload, file: path, "has another digest than its statement pins")
    }
  }

  /// Binds a sealed file to its place without naming its statement.
  static func context(place: Place, session: Digest, K: Digest) -> Digest {
    Digest(
      hashing: [UInt8]("decaph/v1/sealed\0".utf8) + session.bytes + K.bytes
        + [UInt8](place.description.utf8))
  }
}
