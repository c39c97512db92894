import Artifacts
import DifferentialPrivacy
import ModelUpdate
import SecureAggregation
import Sodium

/// Closes a round on its opened set: seeds, sum, model, result, commit.
public struct RoundClosing: Sendable {
  private let rules: RoundRules
  private let masked: [MemberID: MaskedStatement]
  private let opening: Opening

  /// Opens a set with the shares of at least a quorum.
  ///
  /// - Parameters:
  ///   - masked: the masked files of the set, each checked.
  ///   - unmasks: a quorum's unmask files for this set, each checked.
  public init(
    rules: RoundRules, masked: [MemberID: MaskedStatement], unmasks: [UnmaskStatement]
  ) throws(SecureAggregationError) {
    self.rules = rules
    self.masked = masked
    var shares: [String: RevealedShares] = [:]
    for unmask in unmasks { shares[unmask.place.member.name] = unmask.content.body.shares }
    opening = try Opening(
      set: masked.keys.sorted().map(\.name), dealings: RoundRules.dealings(masked),
      shares: shares, in: rules.context)
  }

  /// Opens a set with seeds that a result published, each checked against its commitment.
  public init(
    rules: RoundRules, masked: [MemberID: MaskedStatement], seeds: [MemberID: String],
    nonces: [MemberID: String], layers: [MemberID: [String]] = [:],
    pairs: [MemberID: [MemberID: String]] = [:]
  ) throws(SecureAggregationError) {
    self.rules = rules
    self.masked = masked
    func named<Value>(_ values: [MemberID: Value]) -> [String: Value] {
      Dictionary(uniqueKeysWithValues: values.map { ($0.key.name, $0.value) })
    }
    opening = try Opening(
      set: masked.keys.sorted().map(\.name), dealings: RoundRules.dealings(masked),
      seeds: named(seeds), nonces: named(nonces), layers: named(layers),
      pairs: named(pairs.mapValues(named)),
      in: rules.context)
  }

  /// The sum of the members' vectors, coordinate by coordinate, in grid steps.
  ///
  /// - Parameter vector: gives the opened masked vector of a member, one at a time.
  public func aggregate(
    vector: (MemberID) throws -> RingVector
  ) throws -> RingVector {
    try opening.aggregate { name in try vector(MemberID(name)!) }
  }

  /// The outcome of the round for a sum.
  public func outcome(
    aggregate: RingVector, model: ModelState
  ) throws(Rejection) -> RoundOutcome {
    let roster = rules.basis.roster
    let updated = try RoundArithmetic(rules.basis.manifest.plan)
      .updated(
        model, by: aggregate, roster: roster, round: rules.basis.round, present: masked.count)
    let kind: ResultDocument.Outcome = masked.count == roster.members.count ? .full : .cut
    return RoundOutcome(
      result: try result(
        updated.isUsable ? kind : .unusable,
        aggregate: Digest(hashing: aggregate.littleEndianBytes),
        model: Digest(hashing: updated.file)),
      commit: commit, aggregate: aggregate, model: updated.state, modelBytes: updated.file)
  }

  /// The result of the round for a sum and a model of which only the digests are known.
  public func result(
    _ outcome: ResultDocument.Outcome, aggregate: Digest, model: Digest
  ) throws(Rejection) -> ResultDocument {
    let basis = rules.basis
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    return ResultDocument(
      session: basis.session, round: basis.round, outcome: outcome, K: basis.K,
      set: RoundSet(masked: masked.mapValues(\.digest)), seeds: Self.byMember(opening.seeds),
      layers: opening.layerSeeds.isEmpty ? nil : Self.byMember(opening.layerSeeds),
      pairs: Self.byMember(opening.pairSeeds.mapValues(Self.byMember)),
      aggregate: aggregate, model: model,
      ledger: [try arithmetic.charge(basis.roster, round: basis.round, present: masked.count)],
      roster: NextRound(basis: basis, set: masked).roster(arithmetic),
      commit: Digest(hashing: CanonicalJSON.encode(commit)))
  }

  /// The commit of the next round.
  public var commit: CommitDocument {
    CommitDocument(
      session: rules.basis.session, round: rules.basis.round + 1, prev: rules.basis.commit,
      nonces: Self.byMember(opening.nonces))
  }

  private static func byMember<Value>(_ values: [String: Value]) -> [MemberID: Value] {
    Dictionary(uniqueKeysWithValues: values.map { (MemberID($0.key)!, $0.value) })
  }
}
