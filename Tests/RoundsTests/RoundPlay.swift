import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// One round of all members in memory: real masks, shares and signatures, no folder.
final class RoundPlay {
  let hospitals: Hospitals
  let rules: RoundRules
  /// Each member's plain vector.
  let inputs: [MemberID: [Int64]]
  private(set) var vectors: [MemberID: RingVector] = [:]
  private(set) var masked: [MemberID: MaskedStatement] = [:]
  /// Secrets of the next round.
  private(set) var next: [MemberID: HeldSecrets] = [:]
  private let secrets: [MemberID: HeldSecrets]

  /// Deals a round that stands on an outcome; without one on genesis.
  init(
    _ hospitals: Hospitals, after outcome: RoundOutcome? = nil,
    secrets: [MemberID: HeldSecrets]? = nil,
    input: (Int, Int) -> Int64 = { member, coordinate in Int64((member + 1) * (coordinate - 2)) }
  ) throws {
    let outcome = try outcome ?? hospitals.genesis()
    let basis = try RoundBasis(
      after: outcome.result, digest: outcome.K, manifest: hospitals.manifest.content)
    self.hospitals = hospitals
    self.secrets = secrets ?? hospitals.secrets
    rules = try RoundRules(basis)
    let count = rules.context.count
    inputs = Dictionary(
      uniqueKeysWithValues: hospitals.ids.enumerated().map { index, id in
        (id, (0..<count).map { input(index, $0) })
      })
    for id in hospitals.ids {
      let plain = try RingVector(signed: #require(inputs[id]), width: rules.context.ringWidth)
      let (vector, dealing) = try Dealing.deal(
        plain, as: id.name, secrets: #require(self.secrets[id]).restored(), in: rules.context)
      let next = HeldSecrets()
      self.next[id] = next
      vectors[id] = vector
      masked[id] = sign(
        MaskedBody(dealing: dealing, next: next.keys, leave: false, enrolments: []), by: id)
    }
  }

  var basis: RoundBasis { rules.basis }
  var ids: [MemberID] { hospitals.ids }

  /// The pin of a sealed vector of this round; its digests are of nothing in particular.
  func payload(
    name: String = "masked.sealed", type: String? = nil, more bytes: Int = 0
  ) -> Payload {
    Payload(
      name: name,
      bytes: bytes
        + SealedFile.size(
          plaintext: rules.context.count * rules.context.ringWidth.bytes,
          readers: hospitals.manifest.content.readers.count),
      digest: .zero, plain: .zero, type: type ?? rules.payloadType)
  }

  /// Signs a masked file; what is not given is as it has to be.
  func sign(
    _ body: MaskedBody, by id: MemberID, round: Int? = nil, K: Digest? = nil,
    incarnation: Int = 1, sees: [Digest]? = nil, payload: [Payload]? = nil
  ) -> MaskedStatement {
    hospitals.sign(
      body, at: Place(member: id, round: round ?? basis.round, slot: .masked), K: K ?? basis.K,
      incarnation: incarnation, sees: sees ?? [basis.K], payload: payload ?? [self.payload()])
  }

  /// Signs an unmask file; what is not given is as it has to be.
  func sign(
    _ shares: RevealedShares, by id: MemberID, ballot: Int = 0, set: RoundSet? = nil,
    K: Digest? = nil, incarnation: Int = 1, sees: [Digest]? = nil, payload: [Payload] = [],
    heads: [MemberID: Head]? = nil
  ) -> UnmaskStatement {
    let all = RoundSet(masked: masked.mapValues(\.digest))
    return hospitals.sign(
      UnmaskBody(
        ballot: ballot, set: (set ?? all).digest, shares: shares,
        heads: heads ?? masked.mapValues { Head(seq: $0.content.seq, digest: $0.digest) }),
      at: Place(member: id, round: basis.round, slot: .unmask(ballot)), K: K ?? basis.K,
      incarnation: incarnation, sees: sees ?? all.members.compactMap { all.masked[$0] },
      payload: payload)
  }

  /// A member's shares of all masked files.
  func shares(of holder: MemberID) throws -> RevealedShares {
    var opened: [String: OpenedShares] = [:]
    for (dealer, file) in masked {
      opened[dealer.name] = try file.content.body.dealing.open(
        from: dealer.name, as: holder.name, secrets: #require(secrets[holder]).restored(),
        in: rules.context)
    }
    return try RevealedShares(revealing: opened, for: ids.map(\.name), in: rules.context)
  }

  /// The unmask files of some members, as they have to be.
  func unmasks(by holders: [MemberID]? = nil) throws -> [MemberID: UnmaskStatement] {
    try Dictionary(
      uniqueKeysWithValues: (holders ?? ids).map { ($0, try sign(shares(of: $0), by: $0)) })
  }

  /// Closes the round with some unmask files.
  func close(_ unmasks: [MemberID: UnmaskStatement], on before: RoundOutcome) throws
    -> RoundOutcome
  {
    let closing = try RoundClosing(rules: rules, masked: masked, unmasks: unmasks)
    return try closing.outcome(
      aggregate: closing.aggregate { try #require(vectors[$0]) }, model: before.model)
  }
}
