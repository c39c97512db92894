import Sodium

/// A file that a copy of this hospital's state has signed, and that people have recovered from.
struct AcknowledgedFile: Codable, Hashable, Sendable {
  /// Its path in the shared folder.
  let path: String
  /// BLAKE2b-256 of its bytes.
  let digest: Digest
}
