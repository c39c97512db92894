import Sodium

/// Signs a member's own files.
public struct Signer: Sendable {
  /// The signing member.
  public let member: MemberID
  /// The session in the trusted comment; all zero before founding.
  public let session: Digest
  private let key: IdentityKey

  /// Signs for a member in a session.
  public init(member: MemberID, key: IdentityKey, session: Digest) {
    self.member = member
    self.key = key
    self.session = session
  }

  /// Encodes and signs content for a slot of the member's own folder.
  public func sign<Content: Codable & Hashable & Sendable>(
    _ content: Content, round: Int = 0, slot: Slot
  ) -> Verified<Content> {
    let place = Place(member: member, round: round, slot: slot)
    let bytes = CanonicalJSON.encode(content)
    // A manifest's own digest is its session: it cannot be known before the bytes are.
    let session = slot == .manifest ? Digest(hashing: bytes) : self.session
    let signature = key.sign(
      message: bytes, trustedComment: place.trustedComment(session: session),
      untrustedComment: place.untrustedComment)
    return Verified(
      place: place, content: content, bytes: bytes, signature: [UInt8](signature.utf8))
  }
}
