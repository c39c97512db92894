import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// One round of all members in memory: real masks, shares and signatures, no folder.
final class RoundPlay {
  /// What a member's masked file says besides its dealing.
  struct Remarks {
    var leave = false
    var enrolments: [MemberID: Enrolment] = [:]
    var evicts: [MemberID] = []
  }

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
    secrets: [MemberID: HeldSecrets]? = nil, remarks: [MemberID: Remarks] = [:],
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
      uniqueKeysWithValues: basis.roster.ids.enumerated().map { index, id in
        (id, (0..<count).map { input(index, $0) })
      })
    for id in basis.roster.ids {
      let plain = try RingVector(signed: #require(inputs[id]), width: rules.context.ringWidth)
      let (vector, dealing) = try Dealing.deal(
        plain, as: id.name, secrets: #require(self.secrets[id]).restored(), in: rules.context)
      let next = HeldSecrets()
      self.next[id] = next
      vectors[id] = vector
      let said = remarks[id] ?? Remarks()
      masked[id] = sign(
        MaskedBody(
          dealing: dealing, next: next.keys, leave: said.leave, enrolments: said.enrolments,
          evicts: said.evicts), by: id)
    }
  }

  var basis: RoundBasis { rules.basis }
  var ids: [MemberID] { basis.roster.ids }

  /// The masked files by digest, as the rules take them.
  var byDigest: [Digest: MaskedStatement] {
    Dictionary(uniqueKeysWithValues: masked.values.map { ($0.digest, $0) })
  }

  /// The set of some members; without names of all.
  func set(_ members: [MemberID]? = nil) -> RoundSet {
    RoundSet(masked: masked.filter { (members ?? ids).contains($0.key) }.mapValues(\.digest))
  }

  /// A member's shares of all masked files.
  func shares(of holder: MemberID, for members: [MemberID]? = nil) throws -> RevealedShares {
    var opened: [String: OpenedShares] = [:]
    for (dealer, file) in masked {
      opened[dealer.name] = try file.content.body.dealing.open(
        from: dealer.name, as: holder.name, secrets: #require(secrets[holder]).restored(),
        in: rules.context)
    }
    return try RevealedShares(
      revealing: opened, for: (members ?? ids).map(\.name), in: rules.context)
  }

  /// The unmask files of some members for a set, as they have to be.
  func unmasks(
    by holders: [MemberID]? = nil, for members: [MemberID]? = nil
  ) throws -> [MemberID: UnmaskStatement] {
    try Dictionary(
      uniqueKeysWithValues: (holders ?? ids).map { holder in
        let shares = try shares(of: holder, for: members)
        guard let members else { return (holder, sign(shares, by: holder)) }
        return (holder, sign(shares, by: holder, ballot: 1, choice: .open(set(members))))
      })
  }

  /// The closing of the round with some unmask files.
  func closing(
    _ unmasks: [MemberID: UnmaskStatement], for members: [MemberID]? = nil
  ) throws -> RoundClosing {
    try RoundClosing(
      rules: rules, masked: masked.filter { (members ?? ids).contains($0.key) },
      unmasks: Array(unmasks.values))
  }

  /// Closes the round with some unmask files.
  func close(
    _ unmasks: [MemberID: UnmaskStatement], for members: [MemberID]? = nil, on before: RoundOutcome
  ) throws -> RoundOutcome {
    let closing = try closing(unmasks, for: members)
    return try closing.outcome(
      aggregate: closing.aggregate { try #require(vectors[$0]) }, model: before.model)
  }

  /// The sum of some members' inputs, coordinate by coordinate.
  func sum(_ members: [MemberID]? = nil) throws -> RingVector {
    let counted = try (members ?? ids).map { try #require(inputs[$0]) }
    let totals = (0..<rules.context.count).map { coordinate in
      counted.reduce(0) { $0 + $1[coordinate] }
    }
    return try RingVector(signed: totals, width: rules.context.ringWidth)
  }
}
