import Artifacts
import Console
import Foundation
import SecureAggregation
import SharedFolder
import Sodium

/// Writes a hospital's own statements: next in its chain, signed, durable in the outbox.
///
/// A slot is filled once. Asked again for a slot that is filled, it gives back what was signed
/// then (lock L1), and refuses if something else is wanted.
struct Author {
  let hospital: Hospital

  /// Issues a statement with the files that it pins.
  ///
  /// - Parameters:
  ///   - K: what the round stands on; in `consortium/` the session.
  ///   - files: sealed payloads, or parameters of a plan, that go before the statement.
  ///   - key: that signs; `nil` for the hospital's own.
  @discardableResult
  func issue<Body>(
    _ body: Body, round: Int = 0, slot: Slot, session: Digest = .zero, K: Digest? = nil,
    incarnation: Int? = nil, sees: [Digest] = [], payload: [Payload] = [],
    beside files: [(path: String, bytes: [UInt8])] = [], with key: IdentityKey? = nil
  ) throws -> Verified<Statement<Body>> {
    let place = Place(member: hospital.id, round: round, slot: slot)
    if let before = try issued(Body.self, at: place) {
      guard before.content.body == body else { throw taken(place) }
      return before
    }
    let signer = Signer(member: hospital.id, key: key ?? hospital.identity, session: session)
    let chain = OwnChain(hospital.journal)
    let link = try chain.next()
    let now = Date(timeIntervalSince1970: hospital.clock.now().wall)
    let signed = signer.sign(
      Statement(
        place: place, session: session, K: K ?? session,
        incarnation: try incarnation ?? hospital.incarnation, link: link, sees: sees,
        payload: payload, body: body, created: now.formatted(.iso8601), software: Software.name),
      round: round, slot: slot)
    try chain.announce(Head(seq: link.seq, digest: signed.digest), in: place.key)
    try hospital.fillOutbox(place, files + signed.files)
    return signed
  }

  /// Signs the manifest; its digest is the session.
  func issue(_ manifest: Manifest) throws -> Verified<Manifest> {
    let signed = Signer(member: hospital.id, key: hospital.identity, session: .zero)
      .sign(manifest, slot: .manifest)
    try hospital.fillOutbox(signed.place, signed.files)
    return signed
  }

  /// The first enrolment, made with fresh round keys when it does not exist yet.
  ///
  /// - Parameter former: the hospital in a consortium before, whose key signs new ones.
  @discardableResult
  func enrol(after former: FormerHospital? = nil) throws -> Verified<Statement<EnrolmentBody>> {
    try enrol(as: 1, session: .zero, after: former)
  }

  /// The enrolment of an incarnation, made with fresh round keys when it does not exist yet.
  @discardableResult
  func enrol(
    as incarnation: Int, session: Digest, after former: FormerHospital? = nil
  ) throws -> Verified<Statement<EnrolmentBody>> {
    let place = Place(member: hospital.id, slot: .enrol(incarnation))
    if let before = try issued(EnrolmentBody.self, at: place) { return before }
    let secrets = try hospital.enrolmentSecrets(incarnation)
    let (identity, sealing) = (hospital.identity.publicKey, hospital.sealing.publicKey)
    return try issue(
      EnrolmentBody(
        identity: identity, sealing: sealing, keys: RoundKeys(secrets),
        formerly: former?.vouch(for: identity, sealing)),
      slot: place.slot, session: session, incarnation: incarnation)
  }

  /// The entry that puts another key in the place of the hospital's own, which vouches for it: signed
  /// with the new one. It names what people have said with the key of before, so that it goes on to
  /// count.
  func rotate(to key: IdentityKey, as incarnation: Int, session: Digest) throws {
    var words = try hospital.acknowledgedWords()
    for folder in try hospital.signedFolders() {
      let round = Int(folder.dropFirst("round-".count)) ?? 0
      for slot in try hospital.signedSlots(in: folder) where slot.isWordOfPeople {
        let place = Place(member: hospital.id, round: round, slot: slot)
        if let file = try hospital.outboxFile(at: place) {
          words.append(Digest(hashing: file.bytes))
        }
      }
    }
    let secrets = try hospital.enrolmentSecrets(incarnation)
    let (identity, sealing) = (key.publicKey, hospital.sealing.publicKey)
    try issue(
      EnrolmentBody(
        identity: identity, sealing: sealing, keys: RoundKeys(secrets),
        formerly: FormerKey(
          signing: identity, sealing, of: hospital.id, with: hospital.identity, in: session)),
      slot: .enrol(incarnation), session: session, incarnation: incarnation,
      sees: Set(words).sorted(),
      with: key)
  }

  /// Signs a word against a member, or against the own key.
  ///
  /// The slot is one that no earlier state of this hospital can have signed: above all that are known
  /// here or lie in the own folder; each incarnation has a thousand of its own.
  /// - Parameter folder: the shared directory.
  @discardableResult
  func expel(
    _ member: MemberID, round: Int, session: Digest, listed folder: any Folder
  ) throws -> Place {
    let own = try hospital.signedSlots(in: "consortium")
    let listed = Set(
      try folder.list("\(hospital.id)/consortium").compactMap {
        Slot(name: String($0.prefix { $0 != "." }))
      })
    // Anybody may have laid a name there: one that nobody honest reaches says nothing.
    let known = Self.expulsions(own) + Self.expulsions(listed).filter { $0 < 1_000_000 }
    let incarnation = try hospital.incarnation
    var number = max(known.max() ?? 0, incarnation > 1 ? 1_000 * incarnation : 0) + 1
    while listed.contains(.expel(number)) { number += 1 }
    return try issue(
      ExpelBody(member: member, round: round), slot: .expel(number), session: session
    ).place
  }

  private static func expulsions(_ slots: Set<Slot>) -> [Int] {
    slots.compactMap { slot in
      if case .expel(let number) = slot { number } else { nil }
    }
  }

  /// The manifest that this founder has fixed, if it has.
  func manifest() throws -> Verified<Manifest>? {
    let place = Place(member: hospital.id, slot: .manifest)
    guard let file = try hospital.outboxFile(at: place) else { return nil }
    return try Verifier.manifest(file)
  }

  /// What was signed for a slot before, verified like anybody's.
  func issued<Body>(
    _ body: Body.Type, at place: Place
  ) throws -> Verified<Statement<Body>>? {
    guard let file = try hospital.outboxFile(at: place) else { return nil }
    let session = try CanonicalJSON.decode(
      Statement<Body>.self, from: file.bytes, file: place.json
    ).session
    return try Verifier(session: session, identities: [hospital.id: try hospital.signer(of: file)])
      .statement(body, file)
  }

  private func taken(_ place: Place) -> NodeError {
    NodeError(
      .configuration, "\(place) is signed already with other content",
      remedy: "a slot is signed once; for another consortium use another directory and --state")
  }
}
