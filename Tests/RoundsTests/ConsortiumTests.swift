import Artifacts
import Rounds
import Sodium
import Testing

/// Entries, departures, and the word of the consortium for those who were away.
@Suite struct ConsortiumTests {
  private let hospitals: Hospitals
  private let rules: ConsortiumRules
  private let id: MemberID

  init() throws {
    hospitals = try Hospitals(4)
    rules = ConsortiumRules(hospitals.manifest.content, KeyRing(hospitals.manifest))
    id = hospitals.ids[2]
  }

  @Test func returnsNeedTheManifestsKeysAndAFreshIncarnation() throws {
    func code(_ enrolment: EnrolmentStatement) -> Rejection.Code? {
      rejection { try rules.check(enrolment) }?.code
    }
    let keys = HeldSecrets().keys
    #expect(try code(hospitals.enrolment(again: 2, of: id, keys: keys)) == nil)
    #expect(try code(hospitals.enrolment(again: 9, of: id, keys: keys)) == nil)
    #expect(try code(hospitals.enrolment(again: 1, of: id, keys: keys)) == .field)
    #expect(
      try code(hospitals.enrolment(again: 2, of: id, keys: keys, slot: .enrol(3))) == .field)
    #expect(try code(hospitals.enrolment(again: 2, of: id, keys: keys, K: .zero)) == .field)
    #expect(
      try code(hospitals.enrolment(again: 2, of: id, keys: keys, identity: .generate()))
        == .context)
    let broken = try keys.committing(to: String(repeating: "0", count: 64))
    #expect(try code(hospitals.enrolment(again: 2, of: id, keys: broken)) == .sharing)
  }

  @Test func departuresNameTheIncarnationThatEnds() throws {
    func code(_ slot: Slot, incarnation: Int, K: Digest) -> Rejection.Code? {
      let leave = hospitals.sign(
        LeaveBody(reason: "asked"), at: Place(member: id, slot: slot), K: K,
        incarnation: incarnation, sees: [])
      return rejection { try rules.check(leave) }?.code
    }
    let session = hospitals.manifest.digest
    #expect(code(.leave(1), incarnation: 1, K: session) == nil)
    #expect(code(.leave(1), incarnation: 2, K: session) == .field)
    #expect(code(.leave(1), incarnation: 1, K: .zero) == .field)
  }

  /// More than c of the result's own roster, each as the incarnation that it names.
  @Test func aResultIsTheConsortiumsWordWhenMoreThanLiarsStandOnIt() throws {
    let genesis = try hospitals.genesis()
    let lie = ResultDocument(
      session: genesis.result.session, round: 0, outcome: .genesis, K: genesis.result.K,
      set: genesis.result.set, model: .zero, ledger: [], roster: genesis.result.roster,
      commit: genesis.result.commit)
    let digest = Digest(hashing: CanonicalJSON.encode(lie))
    func word(_ true: Int, _ false: Int, incarnation: Int = 1) -> Digest? {
      var standing: [MemberID: (K: Digest, incarnation: Int)] = [:]
      for id in hospitals.ids.prefix(`true`) { standing[id] = (genesis.K, incarnation) }
      for id in hospitals.ids.suffix(`false`) { standing[id] = (digest, incarnation) }
      return ConsortiumWord.result(
        standing: standing, results: [genesis.K: genesis.result, digest: lie],
        manifest: hospitals.manifest.content)
    }
    #expect(word(4, 0) == genesis.K && word(3, 1) == genesis.K && word(3, 0) == genesis.K)
    #expect(word(2, 0) == genesis.K && word(2, 1) == genesis.K)
    #expect(word(1, 0) == nil && word(0, 1) == nil && word(1, 1) == nil, "c liars decide nothing")
    #expect(word(0, 3) == digest)
    #expect(word(4, 0, incarnation: 2) == nil)
    var standing: [MemberID: (K: Digest, incarnation: Int)] = [:]
    for name in ["x1", "x2", "x3"] { standing[try #require(MemberID(name))] = (genesis.K, 1) }
    #expect(
      ConsortiumWord.result(
        standing: standing, results: [genesis.K: genesis.result],
        manifest: hospitals.manifest.content) == nil)
  }
}
