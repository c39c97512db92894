import Sodium

/// A hospital's consent to one exact manifest.
public struct ApprovalBody: Codable, Hashable, Sendable {
  /// Digest of the manifest; equal to the statement's session, and shown to people as such.
  public let manifest: Digest

  /// Consents to a manifest.
  public init(manifest: Digest) { self.manifest = manifest }
}
