import Sodium

/// Content whose canonical form, signature and place have been checked.
///
/// Only `Verifier` (for others' files) and `Signer` (for one's own) make one, so that unchecked
/// bytes cannot reach the protocol.
public struct Verified<Content: Codable & Hashable & Sendable>: Hashable, Sendable {
  /// Where it lies; its member is the signer.
  public let place: Place
  /// What it says.
  public let content: Content
  /// The bytes of the `.json` file.
  public let bytes: [UInt8]
  /// The bytes of the `.json.minisig` file.
  public let signature: [UInt8]
  /// BLAKE2b-256 of `bytes`.
  public let digest: Digest

  init(place: Place, content: Content, bytes: [UInt8], signature: [UInt8]) {
    self.place = place
    self.content = content
    self.bytes = bytes
    self.signature = signature
    digest = Digest(hashing: bytes)
  }

  /// The same file as unverified bytes, for storing and reading again.
  public var file: UnverifiedFile {
    UnverifiedFile(place: place, bytes: bytes, signature: signature)
  }

  /// The files to publish, path below the shared directory and bytes, in publishing order: a
  /// reader that sees the signature finds what it signs.
  public var files: [(path: String, bytes: [UInt8])] {
    [(place.json, bytes), (place.signature, signature)]
  }
}
