import Artifacts
import Foundation
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// Goes on with a course by hand, in the hospitals' names: what nodes would write, and what only
/// liars write.
final class Play {
  private(set) var files: [String: [UInt8]]
  private let course: Course
  private var links: [String: ChainLink] = [:]
  private var secrets: [String: HeldSecrets] = [:]

  init(_ course: Course) throws {
    self.course = course
    files = course.files
    for id in course.identities.keys { links[id] = try course.nextLink(id) }
  }

  /// What lies there now.
  func now() throws -> Course { try Course(files: files, identities: course.identities) }

  /// The published result of a round.
  func result(_ round: Int) throws -> (content: ResultDocument, digest: Digest) {
    let path = files.keys.filter { $0.hasSuffix("/\(Place.roundFolder(round))/result.json") }.min()
    let bytes = files[path ?? ""] ?? []
    return (
      try CanonicalJSON.decode(ResultDocument.self, from: bytes, file: "result.json"),
      Digest(hashing: bytes)
    )
  }

  /// Enters again under an incarnation, with fresh keys.
  func enrol(_ id: String, as incarnation: Int) throws -> Enrolment {
    let held = HeldSecrets()
    secrets[id] = held
    guard let member = course.manifest.members.first(where: { $0.id.name == id }) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return Enrolment(
      try sign(
        EnrolmentBody(identity: member.identity, sealing: member.sealing, keys: held.keys),
        id, 0, .enrol(incarnation), K: course.session, incarnation: incarnation))
  }

  /// Signs a restart as several members; `nil` where that does not put it in force.
  @discardableResult
  func restart(
    _ round: Int, from tip: Digest, of tipRound: Int, with members: [MemberID: Enrolment],
    by signers: [String]
  ) throws -> Restart? {
    let body = RestartBody(tipRound: tipRound, tip: tip, members: members)
    let statements = try signers.map {
      try sign(body, $0, round, .restart(1), K: tip, sees: [tip])
    }
    return Restart.inForce(statements, manifest: course.manifest).first
  }

  /// A full round of everybody in a roster; the leader publishes.
  func round(on outcome: RoundOutcome) throws -> RoundOutcome {
    let basis = try RoundBasis(
      after: outcome.result, digest: outcome.K, manifest: course.manifest)
    let rules = try RoundRules(basis)
    var masked: [MemberID: MaskedStatement] = [:]
    var vectors: [MemberID: RingVector] = [:]
    var next: [String: HeldSecrets] = [:]
    for id in basis.roster.ids {
      guard let held = secrets[id.name] else { throw CocoaError(.fileNoSuchFile) }
      let fresh = HeldSecrets()
      next[id.name] = fresh
      let (vector, dealing) = try Dealing.deal(
        RingVector(
          signed: [Int64](repeating: 1, count: rules.context.count),
          width: rules.context.ringWidth),
        as: id.name, secrets: held.secrets, in: rules.context)
      let place = Place(member: id, round: basis.round, slot: .masked)
      let payload = seal(
        vector.littleEndianBytes, .vector, place, basis.K, "masked", rules.payloadType)
      vectors[id] = vector
      masked[id] = try sign(
        MaskedBody(
          dealing: dealing, next: fresh.keys, leave: false, enrolments: [:], evicts: []),
        id.name, basis.round, .masked, K: basis.K,
        incarnation: basis.roster.members[id]?.incarnation ?? 1, sees: [basis.K],
        payload: [payload])
    }
    let unmasks = try basis.roster.ids.map { try unmask($0, masked, rules) }
    let closing = try RoundClosing(rules: rules, masked: masked, unmasks: unmasks)
    let closed = try closing.outcome(
      aggregate: try closing.aggregate { vectors[$0]! }, model: outcome.model)
    secrets = next
    try publish(closed, by: basis.leader.name, K: basis.K)
    return closed
  }

  private func unmask(
    _ id: MemberID, _ masked: [MemberID: MaskedStatement], _ rules: RoundRules
  ) throws -> UnmaskStatement {
    let basis = rules.basis
    let set = RoundSet(masked: masked.mapValues(\.digest))
    var opened: [String: OpenedShares] = [:]
    for (dealer, statement) in masked {
      opened[dealer.name] = try statement.content.body.dealing.open(
        from: dealer.name, as: id.name, secrets: secrets[id.name]!.secrets, in: rules.context)
    }
    let shares = try RevealedShares(
      revealing: opened, for: set.members.map(\.name), in: rules.context)
    return try sign(
      UnmaskBody(
        ballot: 0, choice: .open(set), shares: shares,
        heads: masked.mapValues { Head(seq: $0.content.seq, digest: $0.digest) }),
      id.name, basis.round, .unmask(0), K: basis.K,
      incarnation: basis.roster.members[id]?.incarnation ?? 1, sees: set.digests)
  }

  /// Publishes result, next commit and model as a member.
  func publish(_ outcome: RoundOutcome, by id: String, K: Digest) throws {
    let result = outcome.result
    try document(result, id, result.round, .result)
    try document(outcome.commit, id, result.round + 1, .commit)
    let place = Place(member: MemberID(id)!, round: result.round, slot: .model)
    let payload = seal(outcome.modelBytes, .model, place, K, "model", "safetensors")
    try sign(
      ModelBody(model: result.model), id, result.round, .model, K: K,
      incarnation: result.roster.members[MemberID(id)!]?.incarnation ?? 1, sees: [outcome.K],
      payload: [payload])
  }

  /// Signs a document as a member.
  func document<Document: RoundDocument>(
    _ document: Document, _ id: String, _ round: Int, _ slot: Slot
  ) throws {
    let signed = Signer(
      member: MemberID(id)!, key: course.identities[id]!, session: course.session
    ).sign(document, round: round, slot: slot)
    for (path, bytes) in signed.files { files[path] = bytes }
  }

  /// Signs the next statement of a member's chain.
  @discardableResult
  func sign<Body>(
    _ body: Body, _ id: String, _ round: Int, _ slot: Slot, K: Digest, incarnation: Int = 1,
    sees: [Digest] = [], payload: [Payload] = []
  ) throws -> Verified<Statement<Body>> {
    let place = Place(member: MemberID(id)!, round: round, slot: slot)
    let link = links[id] ?? .first
    let signed = Signer(
      member: place.member, key: course.identities[id]!, session: course.session
    ).sign(
      Statement(
        place: place, session: course.session, K: K, incarnation: incarnation, link: link,
        sees: sees, payload: payload, body: body, created: "", software: ""),
      round: round, slot: slot)
    links[id] = link.next(after: signed.digest)
    for (path, bytes) in signed.files { files[path] = bytes }
    return signed
  }

  private func seal(
    _ bytes: [UInt8], _ kind: SealedFile.Kind, _ place: Place, _ K: Digest, _ name: String,
    _ type: String
  ) -> Payload {
    let (file, plain) = SealedFile.seal(
      bytes, kind: kind, place: place, session: course.session, K: K,
      readers: course.manifest.readers)
    files[place.sealed] = file
    return Payload(
      name: name + ".sealed", bytes: file.count, digest: Digest(hashing: file), plain: plain,
      type: type)
  }
}
