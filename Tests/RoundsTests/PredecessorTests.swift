import Artifacts
import DifferentialPrivacy
import Rounds
import Sodium
import Testing

/// What a plan may say of the consortium that it follows, and who of it goes on.
@Suite struct PredecessorTests {
  private let hospitals: Hospitals
  private let before: Predecessor

  /// Four hospitals that have closed three rounds, by a restart.
  init() throws {
    hospitals = try Hospitals(4)
    let genesis = try hospitals.genesis()
    var members: [MemberID: Enrolment] = [:]
    for id in hospitals.ids {
      members[id] = Enrolment(try hospitals.enrolment(again: 2, of: id, keys: HeldSecrets().keys))
    }
    let body = RestartBody(tipRound: 0, tip: genesis.K, members: members)
    let signed = hospitals.sign(
      body, at: Place(member: hospitals.ids[0], round: 3, slot: .restart(1)), K: body.tip,
      sees: [body.tip])
    let restart = try #require(
      Restart.inForce([signed], manifest: hospitals.manifest.content).first)
    let result = try restart.result(tip: genesis.result, manifest: hospitals.manifest.content)
    before = Predecessor(
      hospitals.manifest, KeyRing(hospitals.manifest), results: [genesis.result, result])
  }

  private func plan(_ follows: SuccessionPlan?) -> Plan {
    var plan = Plan.small()
    plan.follows = follows
    return plan
  }

  private func refusal(_ follows: SuccessionPlan?) -> Rejection.Code? {
    rejection { _ = try before.check(plan(follows), file: "manifest") }?.code
  }

  @Test func aPlanHasToCountEveryRoundThatIsPaidFor() throws {
    // A round in work, and as many as a restart may abandon.
    for last in [3, 4, 1003] {
      let follows = try before.plan(through: last)
      #expect(follows.chargedRounds == last)
      #expect(try before.check(plan(follows), file: "manifest") == last)
    }
    #expect(refusal(try before.plan(through: 1004)) == .field)
    #expect(refusal(nil) == .context)

    let good = try before.plan(through: 3)
    let run = good.spent[0]
    #expect(good.spent.count == 1 && run.rounds == 3)
    func other(
      session: Digest? = nil, round: Int? = nil, result: Digest? = nil, _ spent: [LedgerRun]
    ) -> SuccessionPlan? {
      SuccessionPlan(
        session: session ?? good.session, round: round ?? good.round,
        result: result ?? good.result, spent: spent)
    }
    let cheap = LedgerRun(
      rounds: 1,
      charge: try LedgerEntry(
        kind: .training, sampling: run.charge.sampling, variance: 1 << 40, sensitivity: 1,
        shares: 4, colluders: 1))
    let two = LedgerRun(rounds: 2, charge: run.charge)
    #expect(refusal(other([run])) == nil)
    #expect(other([two]) == nil && other([]) == nil, "fewer rounds than it goes on from")
    #expect(refusal(other([two, cheap])) == .field)
    #expect(refusal(other([run, cheap])) == .field)
    #expect(refusal(other(session: .zero, [run])) == .context)
    #expect(refusal(other(result: .zero, [run])) == .context)
    #expect(refusal(other(round: 2, [run])) == .missing)
    let more = LedgerRun(rounds: 4, charge: run.charge)
    #expect(refusal(other(round: 4, [more])) == .missing)
  }

  @Test func anotherUnitOrModelIsNoContinuation() throws {
    var plan = plan(try before.plan(through: 3))
    #expect(rejection { _ = try before.check(plan, file: "manifest") } == nil)
    plan.privacy.unit = .patient
    #expect(rejection { _ = try before.check(plan, file: "manifest") }?.code == .field)
    plan.privacy.unit = .example
    plan.model = .logisticRegression(input: [3], outputs: 2)
    #expect(rejection { _ = try before.check(plan, file: "manifest") }?.code == .field)
  }

  @Test func nothingFollowsAConsortiumThatHasClosedNoRound() throws {
    let founded = Predecessor(
      hospitals.manifest, KeyRing(hospitals.manifest), results: [before.results[0]])
    #expect(rejection { _ = try founded.plan(through: 1) }?.code == .field)
  }

  @Test func chargesHaveOneSpelling() throws {
    let plan = try before.plan(through: 3)
    let bytes = CanonicalJSON.encode(plan)
    #expect(try CanonicalJSON.decode(SuccessionPlan.self, from: bytes, file: "plan") == plan)
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: #""spent":["#)).upperBound
    let entry = text[start...].prefix { $0 != "]" }
    for wrong in [
      text.replacing(#""rounds":3"#, with: #""rounds":2"#),
      text.replacing(#""rounds":3"#, with: #""rounds":0"#),
      text.replacing(#""rounds":3"#, with: #""rounds":1000001"#),
      text.replacing(#""round":3"#, with: #""round":0"#),
      text.replacing(#""colluders":1"#, with: #""colluders":0"#),
      text.replacing(#""colluders":1"#, with: #""colluders":9"#),
      text.replacing(entry, with: "\(entry),\(entry)"),
    ] {
      #expect(wrong != text)
      #expect(
        rejection {
          _ = try CanonicalJSON.decode(SuccessionPlan.self, from: Array(wrong.utf8), file: "plan")
        } != nil, "\(wrong)")
    }
  }

  @Test func equalChargesCountTogetherInWhateverOrder() throws {
    let charge = try before.plan(through: 3).spent[0].charge
    let other = try LedgerEntry(
      kind: .training, sampling: charge.sampling, variance: charge.variance,
      sensitivity: charge.sensitivity, shares: charge.shares + 1, colluders: charge.colluders)
    let runs = LedgerRun.of(adding: [charge, other, charge, other, other])
    #expect(runs == [LedgerRun(rounds: 2, charge: charge), LedgerRun(rounds: 3, charge: other)])
    #expect(
      LedgerRun.of(runs, adding: [other, charge]).map(\.rounds) == [3, 4])
    // The account is that of the rounds one by one.
    let counted = Ledger(after: runs).epsilon(delta: 1e-5, against: .coalition).epsilon
    let listed = Ledger([charge, other, charge, other, other])
      .epsilon(delta: 1e-5, against: .coalition).epsilon
    #expect(abs(counted - listed) < 1e-9 * listed, "\(counted) \(listed)")
    #expect(Ledger(after: runs) != Ledger())
  }

  @Test func aMemberIsKnownByItsKeyOrByWhomItHasSigned() throws {
    let id = hospitals.ids[1]
    let other = IdentityKey.generate()
    let sealing = SealingKey.generate().publicKey
    let old = try #require(hospitals.manifest.content.member(id))
    let keys = HeldSecrets().keys
    func standing(
      _ identity: IdentityPublicKey, _ sealing: SealingPublicKey, _ former: FormerKey? = nil,
      of member: MemberID? = nil
    ) -> Predecessor.Standing {
      before.standing(
        of: member ?? id,
        EnrolmentBody(identity: identity, sealing: sealing, keys: keys, formerly: former))
    }
    let session = hospitals.manifest.digest
    let signed = hospitals.former(other.publicKey, sealing, of: id, in: session)
    #expect(standing(old.identity, old.sealing) == .same)
    #expect(standing(old.identity, sealing) == .changed)
    #expect(standing(other.publicKey, sealing) == .unvouched)
    #expect(standing(other.publicKey, sealing, signed) == .changed)
    #expect(standing(other.publicKey, sealing, signed, of: hospitals.ids[2]) == .unvouched)
    let elsewhere = hospitals.former(other.publicKey, sealing, of: id, in: .zero)
    #expect(standing(other.publicKey, sealing, elsewhere) == .unvouched)
    let stranger = try #require(MemberID("h9"))
    #expect(standing(other.publicKey, sealing, signed, of: stranger) == .new)

    // The signature is for these keys, this member and this session alone.
    func isRefused(
      _ identity: IdentityPublicKey, _ sealing: SealingPublicKey, _ member: MemberID,
      _ former: FormerKey
    ) -> Bool {
      rejection { try former.check(identity, sealing, of: member, file: "enrol") } != nil
    }
    #expect(!isRefused(other.publicKey, sealing, id, signed))
    #expect(isRefused(IdentityKey.generate().publicKey, sealing, id, signed))
    #expect(isRefused(other.publicKey, old.sealing, id, signed))
    #expect(isRefused(other.publicKey, sealing, hospitals.ids[2], signed))
    #expect(isRefused(old.identity, sealing, id, signed), "the key that it has already")
    let bytes = CanonicalJSON.encode(signed)
    let moved = String(decoding: bytes, as: UTF8.self)
      .replacing(session.hex, with: Digest.zero.hex)
    let elsewhereNamed = try CanonicalJSON.decode(
      FormerKey.self, from: Array(moved.utf8), file: "enrol")
    #expect(isRefused(other.publicKey, sealing, id, elsewhereNamed))
  }

  @Test func aQuorumHasToGoOn() throws {
    let manifest = hospitals.manifest.content
    func isRefused(_ standings: [Predecessor.Standing]) -> Bool {
      let members = Dictionary(uniqueKeysWithValues: zip(hospitals.ids, standings))
      return rejection { try before.check(manifest, members, file: "manifest") } != nil
    }
    #expect(!isRefused([.same, .changed, .same, .unvouched]))
    #expect(!isRefused([.same, .same, .same]))
    #expect(isRefused([.same, .changed, .unvouched, .unvouched]))
    #expect(isRefused([.same, .same, .new, .new]))
  }
}
