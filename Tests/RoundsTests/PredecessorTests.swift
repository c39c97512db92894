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
    before = Predecessor(hospitals.manifest, results: [genesis.result, result])
  }

  private func refusal(_ follows: SuccessionPlan) -> Rejection.Code? {
    rejection { _ = try before.check(follows, file: "manifest") }?.code
  }

  @Test func aPlanHasToCountEveryRoundThatIsPaidFor() throws {
    let charges = try before.plan(through: 3).charges
    #expect(charges.count == 3)
    #expect(try before.check(before.plan(through: 3), file: "manifest") == 3)
    // A round in work, and as many as a restart may abandon.
    #expect(try before.check(before.plan(through: 4), file: "manifest") == 4)
    #expect(try before.check(before.plan(through: 1003), file: "manifest") == 1003)
    #expect(refusal(try before.plan(through: 1004)) == .field)

    let good = try before.plan(through: 3)
    func plan(
      session: Digest? = nil, round: Int? = nil, result: Digest? = nil,
      _ charges: [LedgerEntry]
    ) -> SuccessionPlan {
      SuccessionPlan(
        session: session ?? good.session, round: round ?? good.round,
        result: result ?? good.result, charges: charges)
    }
    #expect(refusal(plan(charges)) == nil)
    #expect(refusal(plan(Array(charges.dropLast()))) == .field)
    #expect(refusal(plan([])) == .field)
    let cheap = try LedgerEntry(
      kind: .training, sampling: charges[0].sampling, variance: 1 << 40, sensitivity: 1, shares: 4,
      colluders: 1)
    #expect(refusal(plan([cheap] + charges.dropFirst())) == .field)
    #expect(refusal(plan(charges + [cheap])) == .field)
    #expect(refusal(plan(session: .zero, charges)) == .context)
    #expect(refusal(plan(result: .zero, charges)) == .context)
    #expect(refusal(plan(round: 2, charges)) == .missing)
    #expect(refusal(plan(round: 4, charges)) == .missing)
  }

  @Test func nothingFollowsAConsortiumThatHasClosedNoRound() throws {
    let founded = Predecessor(hospitals.manifest, results: [before.results[0]])
    #expect(rejection { _ = try founded.plan(through: 1) }?.code == .field)
  }

  @Test func chargesHaveOneSpelling() throws {
    let plan = try before.plan(through: 3)
    #expect(plan.spent.count == 1 && plan.spent[0].rounds == 3)
    let bytes = CanonicalJSON.encode(plan)
    #expect(try CanonicalJSON.decode(SuccessionPlan.self, from: bytes, file: "plan") == plan)
    let text = String(decoding: bytes, as: UTF8.self)
    let half = text.replacing(#""rounds":3"#, with: #""rounds":1"#)
    let start = try #require(half.range(of: #""spent":["#)).upperBound
    let entry = half[start...].prefix { $0 != "]" }
    for wrong in [
      half, text.replacing(#""rounds":3"#, with: #""rounds":0"#),
      text.replacing(#""rounds":3"#, with: #""rounds":1000001"#),
      text.replacing(#""round":3"#, with: #""round":0"#),
      half.replacing(entry, with: "\(entry),\(entry),\(entry)"),
    ] {
      #expect(wrong != text)
      #expect(
        rejection {
          _ = try CanonicalJSON.decode(SuccessionPlan.self, from: Array(wrong.utf8), file: "plan")
        } != nil, "\(wrong)")
    }
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
