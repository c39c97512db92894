import Sodium

/// A hospital's key of before, which has signed the new ones: that of the consortium before, or of the
/// same one before ``KeyRing`` took in another.
///
/// Signed is one line, `decaph/1 key <session before> <member> <new identity> <new sealing key>`, with
/// its line feed. So stock minisign can verify it.
public struct FormerKey: Codable, Hashable, Sendable {
  /// The consortium in which it was the member's key.
  public let session: Digest
  /// The identity there.
  public let identity: IdentityPublicKey
  /// The four lines of the `.minisig` file.
  public let signature: [String]

  /// Signs new keys with the one of before.
  ///
  /// - Parameters:
  ///   - former: the identity key in the consortium before.
  ///   - session: that consortium.
  public init(
    signing identity: IdentityPublicKey, _ sealing: SealingPublicKey, of member: MemberID,
    with former: IdentityKey, in session: Digest
  ) {
    self.session = session
    self.identity = former.publicKey
    let text = former.sign(
      message: Self.message(identity, sealing, of: member, session),
      trustedComment: Self.comment(member, session),
      untrustedComment: Self.untrustedComment(member))
    signature = text.split(separator: "\n").map(String.init)
  }

  /// Checks the signature, and that the keys are new.
  ///
  /// - Throws: `.signature` when the key of before has not signed these keys for this member.
  public func check(
    _ new: IdentityPublicKey, _ sealing: SealingPublicKey, of member: MemberID, file: String
  ) throws(Rejection) {
    guard new != identity else {
      throw Rejection(.field, file: file, "field 'formerly' names the key that it already has")
    }
    let text = signature.map { $0 + "\n" }.joined()
    do {
      let comment = try identity.verify(
        message: Self.message(new, sealing, of: member, session), signatureFile: text)
      guard comment == Self.comment(member, session),
        text.hasPrefix("untrusted comment: \(Self.untrustedComment(member))\n")
      else {
        throw Rejection(.signature, file: file, "field 'formerly' was signed for another purpose")
      }
    } catch let error as Rejection {
      throw error
    } catch {
      throw Rejection(
        .signature, file: file, "field 'formerly': the key of before has not signed the new ones")
    }
  }

  private static func message(
    _ identity: IdentityPublicKey, _ sealing: SealingPublicKey, of member: MemberID,
    _ session: Digest
  ) -> [UInt8] {
    Array("decaph/\(formatVersion) key \(session.hex) \(member) \(identity) \(sealing)\n".utf8)
  }

  /// As in every signature file of a member.
  private static func untrustedComment(_ member: MemberID) -> String {
    Place(member: member, slot: .enrol(1)).untrustedComment
  }

  private static func comment(_ member: MemberID, _ session: Digest) -> String {
    "decaph/\(formatVersion) \(session.hex.prefix(16)) \(member)/key"
  }
}
