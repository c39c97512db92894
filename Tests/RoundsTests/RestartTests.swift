import Artifacts
import Rounds
import Sodium
import Testing

/// A decision of people: when it is in force, and what follows from it.
@Suite struct RestartTests {
  private let hospitals: Hospitals
  private let genesis: RoundOutcome
  private let secrets: [MemberID: HeldSecrets]
  private let body: RestartBody

  init() throws {
    hospitals = try Hospitals(5)
    genesis = try hospitals.genesis()
    let secrets = Dictionary(
      uniqueKeysWithValues: hospitals.ids.prefix(4).map { ($0, HeldSecrets()) })
    var members: [MemberID: Enrolment] = [:]
    for (id, secret) in secrets {
      members[id] = Enrolment(
        try hospitals.enrolment(again: 2, of: id, keys: secret.keys))
    }
    self.secrets = secrets
    body = RestartBody(tipRound: 0, tip: genesis.K, members: members)
  }

  private func sign(
    _ body: RestartBody, by index: Int, round: Int = 3, K: Digest? = nil, sees: [Digest]? = nil
  ) -> Verified<Statement<RestartBody>> {
    hospitals.sign(
      body, at: Place(member: hospitals.ids[index], round: round, slot: .restart(1)),
      K: K ?? body.tip, sees: sees ?? [body.tip])
  }

  private func inForce(_ statements: [Verified<Statement<RestartBody>>]) -> [Int] {
    Restart.inForce(statements, manifest: hospitals.manifest.content).map(\.round)
  }

  @Test func theCoordinatorOrMoreThanHalfDecide() throws {
    #expect(inForce([]).isEmpty)
    #expect(inForce([sign(body, by: 0)]) == [3], "the coordinator")
    #expect(inForce([sign(body, by: 1)]).isEmpty)
    #expect(inForce([1, 2].map { sign(body, by: $0) }).isEmpty)
    #expect(inForce([1, 2, 4].map { sign(body, by: $0) }) == [3])
    #expect(inForce([1, 1, 1].map { sign(body, by: $0) }).isEmpty, "one person three times")
    #expect(
      inForce([1, 2].map { sign(body, by: $0) } + [sign(body, by: 3, round: 4)]).isEmpty,
      "not of one round")
    #expect(
      inForce([sign(body, by: 0, round: 7), sign(body, by: 0, round: 2)]) == [2, 7])
  }

  @Test func twoDecisionsForOneRoundCancelEachOther() throws {
    let other = RestartBody(
      tipRound: 0, tip: genesis.K, members: body.members.filter { $0.key != hospitals.ids[3] })
    let majority = [1, 2, 3].map { sign(body, by: $0) }
    #expect(inForce(majority + [sign(other, by: 0)]).isEmpty)
    #expect(inForce(majority + [sign(other, by: 4)]) == [3], "one voice is no decision")
  }

  @Test func abandonedRoundsAreChargedAndTheModelStays() throws {
    let manifest = hospitals.manifest.content
    let restart = try #require(
      Restart.inForce([sign(body, by: 0)], manifest: manifest).first)
    let outcome = try restart.outcome(
      tip: genesis.result, model: genesis.model, file: genesis.modelBytes, manifest: manifest)
    let result = outcome.result
    #expect((result.outcome, result.round, result.K) == (.restart, 3, genesis.K))
    #expect(result.model == genesis.result.model && outcome.modelBytes == genesis.modelBytes)
    #expect(result.set.masked.isEmpty && result.seeds.isEmpty && outcome.commit.nonces.isEmpty)
    // Of whatever roster they had: like a void round of the whole consortium.
    let charge = try RoundArithmetic(manifest.plan)
      .charge(genesis.result.roster, round: 1, present: nil)
    #expect(genesis.result.roster.members.count == manifest.members.count)
    #expect(result.ledger == [charge, charge, charge])
    // Also where the tip had ended the consortium: an earlier restart may have gone on from it.
    let end = ResultDocument(
      session: genesis.result.session, round: 0, outcome: .cut, K: genesis.K,
      set: genesis.result.set, model: genesis.result.model, ledger: [], roster: .ended,
      commit: genesis.result.commit)
    #expect(try restart.result(tip: end, manifest: manifest).ledger == [charge, charge, charge])
    #expect(outcome.commit.prev == genesis.result.commit && outcome.commit.round == 4)
    #expect(result.commit == Digest(hashing: CanonicalJSON.encode(outcome.commit)))
    #expect(result.roster.members == body.members.mapValues(\.entry))
    #expect((result.roster.c, result.roster.t) == (1, 3))
    let play = try RoundPlay(hospitals, after: outcome, secrets: secrets)
    #expect(play.basis.round == 4 && play.ids == Array(hospitals.ids.prefix(4)))
    #expect(try play.close(play.unmasks(), on: outcome).result.outcome == .full)
  }

  @Test func restartsThatContradictThemselvesAreRefused() throws {
    let rules = ConsortiumRules(hospitals.manifest.content, KeyRing(hospitals.manifest))
    func code(_ restart: Verified<Statement<RestartBody>>) -> Rejection.Code? {
      rejection { try rules.check(restart) }?.code
    }
    func with(
      _ members: [MemberID: Enrolment], tipRound: Int = 0
    ) -> Verified<Statement<RestartBody>> {
      sign(RestartBody(tipRound: tipRound, tip: genesis.K, members: members), by: 1)
    }
    let one = try #require(body.members[hospitals.ids[0]])
    let stranger = try #require(MemberID("h9"))
    #expect(code(sign(body, by: 1)) == nil)
    #expect(code(sign(body, by: 1, round: 1)) == nil)
    #expect(code(sign(body, by: 1, K: hospitals.manifest.digest)) == .field)
    #expect(code(sign(body, by: 1, sees: [])) == .field)
    #expect(code(with(body.members, tipRound: 3)) == .field)
    #expect(code(with(body.members, tipRound: -1)) == .field)
    #expect(code(with(body.members.merging([stranger: one]) { $1 })) == .field)
    #expect(code(with(body.members.filter { $0.value != one })) == nil)
    #expect(code(with([hospitals.ids[0]: one])) == .field, "too few for a round")
    let broken = try hospitals.enrolment(
      again: 2, of: hospitals.ids[0],
      keys: HeldSecrets().keys.committing(to: String(repeating: "f", count: 64)))
    #expect(
      code(with(body.members.merging([hospitals.ids[0]: Enrolment(broken)]) { $1 })) == .sharing)
  }
}
