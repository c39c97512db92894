import Sodium

/// A sealed file beside a statement, pinned by it twice: as it lies there, and as it opens.
public struct Payload: Codable, Hashable, Sendable {
  /// File name, `masked.sealed` for example.
  public let name: String
  /// Size in bytes.
  public let bytes: Int
  /// BLAKE2b-256 of the file: `b2sum -l 256`.
  public let digest: Digest
  /// BLAKE2b-256 of the plaintext, keyed with the salt in the file's header. The seal's cipher
  /// does not commit to its key; this does.
  public let plain: Digest
  /// What the plaintext is: `u32le`, `u64le` or `safetensors`.
  public let type: String

  /// Pins a sealed file.
  public init(name: String, bytes: Int, digest: Digest, plain: Digest, type: String) {
    self.name = name
    self.bytes = bytes
    self.digest = digest
    self.plain = plain
    self.type = type
  }
}
