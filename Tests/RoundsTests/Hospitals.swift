import Artifacts
import Rounds
import Sodium
import Testing

/// A founded consortium in memory: h1, h2, ... with manifest, enrolments and approvals.
final class Hospitals {
  let ids: [MemberID]
  let manifest: Verified<Manifest>
  let enrolments: [MemberID: Verified<Statement<EnrolmentBody>>]
  private(set) var approvals: [MemberID: Verified<Statement<ApprovalBody>>] = [:]
  /// Secrets of round 1.
  let secrets: [MemberID: HeldSecrets]
  let identities: [MemberID: IdentityKey]
  private let sealing: [MemberID: SealingKey]

  /// - Parameter commitment: what h2 commits to instead of its nonce.
  init(_ n: Int, plan: Plan = .small(), nonceCommitmentOfSecond commitment: String? = nil) throws {
    let ids = try (1...n).map { try #require(MemberID("h\($0)")) }.sorted()
    func table<Value>(_ make: () -> Value) -> [MemberID: Value] {
      Dictionary(uniqueKeysWithValues: ids.map { ($0, make()) })
    }
    self.ids = ids
    let identities: [MemberID: IdentityKey] = table { .generate() }
    let sealing: [MemberID: SealingKey] = table { .generate() }
    let secrets = table { HeldSecrets() }
    var enrolments: [MemberID: Verified<Statement<EnrolmentBody>>] = [:]
    var members: [Manifest.Member] = []
    for (index, id) in ids.enumerated() {
      let identity = try #require(identities[id])
      let sealing = try #require(sealing[id]).publicKey
      let keys = try #require(secrets[id]).keys
      let enrolment = Self.sign(
        EnrolmentBody(
          identity: identity.publicKey, sealing: sealing,
          keys: index == 1 ? try keys.committing(to: commitment) : keys),
        at: Place(member: id, slot: .enrol(1)), session: .zero, K: .zero, key: identity)
      enrolments[id] = enrolment
      members.append(
        Manifest.Member(
          id: id, identity: identity.publicKey, sealing: sealing, enrolment: enrolment.digest))
    }
    let founder = ids[0]
    manifest = Signer(member: founder, key: try #require(identities[founder]), session: .zero)
      .sign(Manifest(coordinator: founder, members: members, plan: plan), slot: .manifest)
    (self.identities, self.sealing, self.secrets) = (identities, sealing, secrets)
    self.enrolments = enrolments
    for id in ids { approvals[id] = approval(of: manifest.digest, by: id) }
  }

  /// Round 0.
  func genesis() throws -> RoundOutcome {
    try Genesis.outcome(manifest: manifest, enrolments: enrolments, approvals: approvals)
  }

  /// What round 1 stands on.
  func firstBasis() throws -> RoundBasis {
    let genesis = try genesis()
    return try RoundBasis(after: genesis.result, digest: genesis.K, manifest: manifest.content)
  }

  /// An approval of any digest, by a member or a stranger.
  func approval(of digest: Digest, by id: MemberID) -> Verified<Statement<ApprovalBody>> {
    Self.sign(
      ApprovalBody(manifest: digest), at: Place(member: id, slot: .approval),
      session: manifest.digest, K: manifest.digest, key: identities[id] ?? .generate())
  }

  /// New keys of a member, signed by its identity here.
  func former(
    _ identity: IdentityPublicKey, _ sealing: SealingPublicKey, of id: MemberID, in session: Digest
  ) -> FormerKey {
    FormerKey(
      signing: identity, sealing, of: id, with: identities[id] ?? .generate(), in: session)
  }

  /// An enrolment with other keys or another time than the admitted.
  func enrolment(
    of id: MemberID, identity: IdentityKey? = nil, keys: RoundKeys? = nil, created: String = "later"
  ) throws -> Verified<Statement<EnrolmentBody>> {
    let identity = try identity ?? #require(identities[id])
    return Self.sign(
      EnrolmentBody(
        identity: identity.publicKey, sealing: try #require(sealing[id]).publicKey,
        keys: try keys ?? #require(secrets[id]).keys),
      at: Place(member: id, slot: .enrol(1)), session: .zero, K: .zero, key: identity,
      created: created)
  }

  /// A later enrolment, as the rules of a running session want it.
  func enrolment(
    again incarnation: Int, of id: MemberID, keys: RoundKeys, identity: IdentityKey? = nil,
    slot: Slot? = nil, K: Digest? = nil
  ) throws -> EnrolmentStatement {
    let known = try #require(identities[id])
    return Self.sign(
      EnrolmentBody(
        identity: (identity ?? known).publicKey, sealing: try #require(sealing[id]).publicKey,
        keys: keys),
      at: Place(member: id, slot: slot ?? .enrol(incarnation)), session: manifest.digest,
      K: K ?? manifest.digest, key: identity ?? known, incarnation: incarnation)
  }

  /// Signs a document of a round as a member.
  func sign<Document: RoundDocument>(
    _ document: Document, by id: MemberID, slot: Slot
  ) throws -> Verified<Document> {
    Signer(member: id, key: try #require(identities[id]), session: manifest.digest)
      .sign(document, round: document.round, slot: slot)
  }

  /// Signs a statement of a round as a member.
  func sign<Body>(
    _ body: Body, at place: Place, K: Digest, incarnation: Int = 1, sees: [Digest],
    payload: [Payload] = []
  ) -> Verified<Statement<Body>> {
    Self.sign(
      body, at: place, session: manifest.digest, K: K,
      key: identities[place.member] ?? .generate(), incarnation: incarnation, sees: sees,
      payload: payload)
  }

  private static func sign<Body>(
    _ body: Body, at place: Place, session: Digest, K: Digest, key: IdentityKey,
    incarnation: Int = 1, sees: [Digest] = [], payload: [Payload] = [], created: String = ""
  ) -> Verified<Statement<Body>> {
    Signer(member: place.member, key: key, session: session).sign(
      Statement(
        place: place, session: session, K: K, incarnation: incarnation, link: .first, sees: sees,
        payload: payload, body: body, created: created, software: ""),
      round: place.round, slot: place.slot)
  }
}

extension RoundKeys {
  /// The same keys with another commitment, as a liar would write them.
  func committing(to commitment: String?) throws -> RoundKeys {
    guard let commitment else { return self }
    let text = String(decoding: CanonicalJSON.encode(self), as: UTF8.self)
    let lie = text.replacing(nonceCommitment, with: commitment)
    return try CanonicalJSON.decode(RoundKeys.self, from: [UInt8](lie.utf8), file: "keys")
  }
}

/// Why a call refused a file, if it did.
func rejection(_ body: () throws -> Void) -> Rejection? {
  do {
    try body()
    return nil
  } catch {
    return error as? Rejection
  }
}
