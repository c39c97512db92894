import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import SharedFolder
import Sodium

/// Carries out the actions of one hospital's rounds: the only place where protocol meets disk.
///
/// Order of every act: charge, then outbox (durable), then publication. What was filled into the
/// outbox is published again after a crash, never rebuilt.
final class RoundKeeper {
  let hospital: Hospital
  let folder: any Folder
  let manifest: Verified<Manifest>
  private(set) var closed: ResultDocument
  private(set) var model: ModelState
  private(set) var inbox: Inbox
  private let trainer: LocalTrainer
  private let publisher: Publisher
  private var tip: Tip
  private var outcomes = OutcomeReader()

  /// Resumes where the journal stands.
  init(
    hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>, tip: Tip,
    trainer: LocalTrainer
  ) throws {
    self.hospital = hospital
    self.folder = folder
    self.manifest = manifest
    self.tip = tip
    self.trainer = trainer
    publisher = Publisher(hospital: hospital, folder: folder)
    closed = try tip.document()
    model = try hospital.model(of: closed, plan: manifest.content.plan)
    inbox = try Self.inbox(after: tip, closed, manifest, hospital, folder)
  }

  /// What the current round stands on.
  var basis: RoundBasis { inbox.rules.basis }

  /// Verified view and own memory, for the state machine.
  func situation(stop: StopReason?) throws -> (view: RoundView, memory: RoundMemory) {
    let published = outcomes.look(
      closed: closed, folder: folder, session: manifest.digest, manifest: manifest.content)
    let signed = try hospital.signedSlots(round: basis.round)
    let memory = RoundMemory(
      member: hospital.id, signed: signed,
      previous: RoundMemory.Previous(
        round: closed.round, leader: tip.leader, result: Digest(hashing: tip.resultBytes),
        commit: closed.commit, model: closed.model,
        isPublished: try hospital.signedSlots(round: closed.round).contains(.model)),
      stop: stop)
    return (try inbox.look(published: published), memory)
  }

  /// Publishes again what the shared directory lacks of this and the previous round.
  func republish() throws {
    try publisher.flushConsortium()
    try publisher.flush(round: closed.round)
    try publisher.flush(round: basis.round)
  }

  /// Publishes again what the shared directory lacks of all rounds.
  func republishAll() throws { try publisher.flushAll() }

  /// Trains, masks, charges, signs and publishes this hospital's vector.
  func publishMasked(purse: inout PrivacyPurse) throws {
    let vector = try trainer.vector(model: model, basis: basis)
    guard let secrets = try hospital.existingRoundSecrets(basis.round) else {
      throw NodeError(
        .configuration, "the keys of round \(basis.round) are not in this hospital's state",
        remedy: "the state was restored from an older copy; ask the consortium before going on")
    }
    let next = RoundKeys(try hospital.roundSecrets(basis.round + 1))
    let (masked, dealing) = try Dealing.deal(
      vector, as: hospital.id.name, secrets: secrets, in: inbox.rules.context)
    let place = Place(member: hospital.id, round: basis.round, slot: .masked)
    let (file, plain) = SealedFile.seal(
      masked.littleEndianBytes, kind: .vector, place: place, session: basis.session, K: basis.K,
      readers: manifest.content.readers)
    try purse.charge(place.key, basis: basis)
    try Author(hospital: hospital).issue(
      MaskedBody(dealing: dealing, next: next, leave: false, enrolments: []),
      round: basis.round, slot: .masked, session: basis.session, K: basis.K, sees: [basis.K],
      payload: [
        Payload(
          name: "masked.sealed", bytes: file.count, digest: Digest(hashing: file), plain: plain,
          type: inbox.rules.payloadType)
      ],
      sealed: [(place.sealed, file)])
    try publisher.flush(round: basis.round)
  }

  /// Reveals this hospital's shares for the set of all masked files.
  func publishUnmask(_ set: RoundSet) throws {
    let shares = try RevealedShares(
      revealing: Dictionary(
        uniqueKeysWithValues: inbox.opened.map { ($0.key.name, $0.value) }),
      for: set.members.map(\.name), in: inbox.rules.context)
    let heads = inbox.masked.mapValues { Head(seq: $0.content.seq, digest: $0.digest) }
    try Author(hospital: hospital).issue(
      UnmaskBody(ballot: 0, set: set.digest, shares: shares, heads: heads),
      round: basis.round, slot: .unmask(0), session: basis.session, K: basis.K,
      sees: set.members.map { set.masked[$0]! })
    try publisher.flush(round: basis.round)
  }

  /// Opens the set and goes on to the next round; the round's secrets are erased.
  func close() throws -> RoundOutcome {
    try inbox.checkVersions()
    let closing = try RoundClosing(
      rules: inbox.rules, masked: inbox.masked, unmasks: inbox.unmasked)
    let outcome = try closing.outcome(
      aggregate: try closing.aggregate { try inbox.vector(of: $0) }, model: model)
    let tip = Tip(outcome, leader: basis.leader)
    try hospital.advance(to: tip, outcome: outcome)
    self.tip = tip
    closed = outcome.result
    model = outcome.model
    inbox = try Self.inbox(after: tip, closed, manifest, hospital, folder)
    return outcome
  }

  /// Publishes result, commit and sealed model of the closed round.
  func publishOutcome() throws {
    try OutcomePublisher(hospital: hospital, manifest: manifest).fill(
      tip: tip, closed: closed, model: try hospital.modelFile(of: closed))
    try publisher.flush(round: closed.round)
    try publisher.flush(round: closed.round + 1)
  }

  private static func inbox(
    after tip: Tip, _ closed: ResultDocument, _ manifest: Verified<Manifest>,
    _ hospital: Hospital, _ folder: any Folder
  ) throws -> Inbox {
    let basis = try RoundBasis(
      after: closed, digest: Digest(hashing: tip.resultBytes), manifest: manifest.content)
    return Inbox(rules: try RoundRules(basis), hospital: hospital, folder: folder)
  }
}
