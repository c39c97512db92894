import Artifacts
import Sodium
import Testing

/// A member at work: key, session, and files to sign.
struct Desk {
  let member: MemberID
  let other: MemberID
  let session = Digest(hashing: [1])
  let K = Digest(hashing: [2])
  let key = IdentityKey.generate()

  init() throws {
    member = try #require(MemberID("h1"))
    other = try #require(MemberID("h2"))
  }

  var signer: Signer { Signer(member: member, key: key, session: session) }

  /// Knows the key under both names.
  var verifier: Verifier {
    Verifier(
      session: session,
      identities: [member: key.publicKey, other: IdentityKey.generate().publicKey])
  }

  /// A statement of round 12 with a payload.
  func model() -> Verified<Statement<ModelBody>> {
    let place = Place(member: member, round: 12, slot: .model)
    return signer.sign(
      Statement(
        place: place, session: session, K: K, incarnation: 1,
        link: ChainLink.first.next(after: Digest(hashing: [3])), sees: [K],
        payload: [
          Payload(
            name: "model.sealed", bytes: 10, digest: Digest(hashing: [4]),
            plain: Digest(hashing: [5]), type: "safetensors")
        ],
        body: ModelBody(model: Digest(hashing: [6])), created: "2026-11-24T03:00:00Z",
        software: "tests"),
      round: 12, slot: .model)
  }
}
