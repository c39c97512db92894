import Artifacts
import Rounds
import SecureAggregation
import SharedFolder
import Sodium

/// Carries out what the state machine decides: the only place where the protocol meets disk.
///
/// Order of every act: charge, then outbox (durable), then publication. What was filled into the
/// outbox is published again after a crash, never rebuilt.
struct RoundActs {
  let keeper: RoundKeeper
  let inbox: Inbox
  let publisher: Publisher
  let source: any VectorSource

  private var hospital: Hospital { keeper.hospital }
  private var basis: RoundBasis { inbox.rules.basis }
  private var author: Author { Author(hospital: hospital) }

  /// Trains, masks, charges, signs and publishes this hospital's vector.
  func publishMasked(purse: inout PrivacyPurse) throws {
    guard let secrets = try hospital.roundSecrets(basis) else {
      throw NodeError(
        .configuration, "the keys of round \(basis.round) are not in this hospital's state",
        remedy: "the state was restored from an older copy: run 'decaph-node recover'")
    }
    let vector = try source.vector(model: try keeper.model, basis: basis)
    let next = RoundKeys(try hospital.nextSecrets(basis.round + 1))
    let (masked, dealing) = try Dealing.deal(
      vector, as: hospital.id.name, secrets: secrets, in: inbox.rules.context)
    let place = Place(member: hospital.id, round: basis.round, slot: .masked)
    let (file, plain) = SealedFile.seal(
      masked.littleEndianBytes, kind: .vector, place: place, session: basis.session, K: basis.K,
      readers: basis.manifest.readers)
    let roster = basis.roster
    let body = MaskedBody(
      dealing: dealing, next: next, leave: try purse.isLast(basis, slot: place.key),
      enrolments: try keeper.membership.entries(roster, entered: keeper.tip.entered),
      evicts: try keeper.membership.convicted.union(try keeper.membership.expelled())
        .filter { roster.members[$0] != nil }.sorted())
    try purse.charge(place.key, basis: basis)
    try issue(
      body, .masked, sees: [basis.K],
      payload: [
        Payload(
          name: "masked.sealed", bytes: file.count, digest: Digest(hashing: file), plain: plain,
          type: inbox.rules.payloadType)
      ],
      sealed: [(place.sealed, file)])
  }

  /// Signs a choice in a ballot.
  func publishVote(_ ballot: Int, _ choice: Choice) throws {
    let cut = inbox.cuts[ballot].map { [$0.digest] } ?? []
    try issue(
      VoteBody(ballot: ballot, choice: choice), .vote(ballot), sees: choice.set.digests + cut)
  }

  /// Proposes a choice as the leader of a ballot.
  func publishCut(_ ballot: Int, _ choice: Choice) throws {
    var newest: [MemberID: Digest] = [:]
    for (_, votes) in inbox.votes.sorted(by: { $0.key < $1.key }) {
      newest.merge(votes.mapValues(\.digest)) { $1 }
    }
    let votes = newest.values.sorted()
    try issue(
      CutBody(ballot: ballot, choice: choice), .cut(ballot), sees: choice.set.digests + votes)
  }

  /// Reveals this hospital's shares for a choice; for a void round it only binds itself.
  func publishUnmask(_ ballot: Int, _ choice: Choice) throws {
    let files = inbox.files(of: choice)
    var heads = files.mapValues { Head(seq: $0.content.seq, digest: $0.digest) }
    let certificate = ballot == 0 ? [:] : inbox.certificate(ballot, choice)
    // A liar may place its vote before its masked file; nobody's head goes back for that.
    heads.merge(certificate) { $0.seq > $1.seq ? $0 : $1 }
    var shares: RevealedShares?
    if choice.kind == .open {
      var opened: [String: OpenedShares] = [:]
      for (id, file) in files { opened[id.name] = try inbox.shares(of: file) }
      shares = try RevealedShares(
        revealing: opened, for: choice.set.members.map(\.name), in: inbox.rules.context)
    }
    let seen = certificate.sorted { $0.key < $1.key }.map(\.value.digest)
    try issue(
      UnmaskBody(ballot: ballot, choice: choice, shares: shares, heads: heads), .unmask(ballot),
      sees: choice.set.digests + seen)
  }

  /// Copies a member's masked file into the own folder, the one that the own choice names; it
  /// proves itself. A void round needs only the statement, where its vector never came.
  func relay(_ id: MemberID, of choice: Choice?) throws {
    guard let choice, let digest = choice.set.masked[id], let file = inbox.statements[digest],
      choice.kind == .void || inbox.masked[digest] != nil
    else { return }
    let copy = Place(member: hospital.id, round: basis.round, slot: .relay(id))
    let signed = [(copy.json, file.bytes), (copy.signature, file.signature)]
    let sealed =
      inbox.masked[digest] == nil ? [] : [(copy.sealed, try inbox.sealed(of: file))]
    try hospital.fillOutbox(copy, sealed + signed)
    try publisher.flush(round: basis.round)
  }

  /// Copies the others' unmask files that ended the round before into the own folder.
  func relayEnd() throws {
    for (copy, original) in try keeper.endFiles() {
      guard let file = try hospital.vaulted(original) else { continue }
      try hospital.fillOutbox(
        copy, [(copy.json, file.bytes), (copy.signature, file.signature)])
    }
    try publisher.flush(round: basis.round - 1)
  }

  private func issue<Body>(
    _ body: Body, _ slot: Slot, sees: [Digest], payload: [Payload] = [],
    sealed: [(path: String, bytes: [UInt8])] = []
  ) throws where Body: Codable & Hashable & Sendable {
    try author.issue(
      body, round: basis.round, slot: slot, session: basis.session, K: basis.K, sees: sees,
      payload: payload, beside: sealed)
    try publisher.flush(round: basis.round)
  }
}
