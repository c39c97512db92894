import Artifacts
import Sodium

/// A `.minisig` file of a message that is known.
enum SignatureTarget: FuzzTarget {
  private static let message = Array("{\"decaph\":1}\n".utf8)
  private static let place = MemberID("h1").map { Place(member: $0, round: 12, slot: .masked) }

  /// The one signature file that there is: Ed25519 as libsodium makes it is deterministic.
  private static let genuine: [UInt8] = {
    guard let place else { fatalError("h1 is a member's name") }
    return Array(
      FuzzKeys.identity.sign(
        message: message, trustedComment: place.trustedComment(session: .zero),
        untrustedComment: "decaph signature of h1"
      ).utf8)
  }()

  static func read(_ bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      do {
        let file = try SignatureFile(parsing: text)
        Invariant.hold(file.text == text, "a signature file has one spelling")
      } catch {
        Invariant.message(error.message, error.remedy)
      }
    }
    guard let place else { return }
    let verifier = Verifier(
      session: .zero, identities: [place.member: FuzzKeys.identity.publicKey])
    do {
      try verifier.signature(of: UnverifiedFile(place: place, bytes: message, signature: bytes))
      Invariant.hold(bytes == genuine, "no byte of a signature file changes unseen")
    } catch {
      Invariant.hold(bytes != genuine, "the genuine signature verifies")
      Invariant.message(error.description, error.remedy)
    }
  }
}
