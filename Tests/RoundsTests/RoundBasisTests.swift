import Artifacts
import Rounds
import Sodium
import Testing

/// What a round may stand on.
@Suite struct RoundBasisTests {
  private let hospitals: Hospitals
  private let result: ResultDocument

  init() throws {
    hospitals = try Hospitals(5)
    result = try hospitals.genesis().result
  }

  /// The refusal of a result that a false leader signed with another roster.
  private func refusal(_ roster: Roster) -> Rejection.Code? {
    let lie = ResultDocument(
      session: result.session, round: result.round, outcome: result.outcome, K: result.K,
      set: result.set, seeds: result.seeds, aggregate: result.aggregate, model: result.model,
      ledger: result.ledger, roster: roster, commit: result.commit, approvals: result.approvals)
    return rejection {
      _ = try RoundBasis(after: lie, digest: .zero, manifest: hospitals.manifest.content)
    }?.code
  }

  @Test func takesTheRosterThatTheManifestAllows() throws {
    let roster = result.roster
    #expect(refusal(roster) == nil)
    let four = roster.members.filter { $0.key != hospitals.ids[4] }
    #expect(refusal(Roster(members: four, c: 1, t: 3, m: 3)) == nil)
  }

  @Test func refusesOtherThresholdsAndStrangers() throws {
    let (members, stranger) = (result.roster.members, try #require(MemberID("h9")))
    for (c, t, m) in [(0, 4, 4), (2, 4, 4), (1, 3, 4), (1, 3, 3), (1, 4, 3), (1, 5, 5), (-1, 0, 0)]
    {
      #expect(refusal(Roster(members: members, c: c, t: t, m: m)) == .field)
    }
    let exchanged = members.filter { $0.key != hospitals.ids[4] }
      .merging([stranger: try #require(members[hospitals.ids[4]])]) { $1 }
    #expect(refusal(Roster(members: exchanged, c: 1, t: 4, m: 4)) == .field)
    let two = members.filter { hospitals.ids.prefix(2).contains($0.key) }
    #expect(refusal(Roster(members: two, c: 1, t: 2, m: 2)) == .field)
    #expect(refusal(Roster(members: [:], c: 0, t: 0, m: 0)) == .field)
  }

  /// A model statement is taken only beside the result that it stands on.
  @Test func modelStatementsFollowTheirResult() throws {
    let play = try RoundPlay(hospitals)
    let outcome = try play.close(play.unmasks(), on: hospitals.genesis())
    let closed = outcome.result
    let size = try RoundArithmetic(hospitals.manifest.content.plan)
      .sealedModelSize(readers: hospitals.manifest.content.readers.count)
    let good = Payload(
      name: "model.sealed", bytes: size, digest: .zero, plain: .zero, type: "safetensors")
    func code(
      model: Digest? = nil, round: Int = 1, K: Digest? = nil, sees: [Digest]? = nil,
      payload: [Payload]? = nil
    ) -> Rejection.Code? {
      let statement = hospitals.sign(
        ModelBody(model: model ?? closed.model),
        at: Place(member: hospitals.ids[2], round: round, slot: .model), K: K ?? closed.K,
        sees: sees ?? [outcome.K], payload: payload ?? [good])
      return rejection {
        try ModelRules.check(
          statement, result: outcome.K, closed: closed, manifest: hospitals.manifest.content)
      }?.code
    }
    #expect(code() == nil)
    #expect(code(round: 2) == .context)
    #expect(code(K: outcome.K) == .context)
    #expect(code(sees: []) == .context)
    #expect(code(sees: [closed.K]) == .context)
    #expect(code(model: play.basis.model) == .field)
    let long = Payload(
      name: "model.sealed", bytes: size + 1, digest: .zero, plain: .zero, type: "safetensors")
    for payload in [[], [good, good], [play.payload()], [long]] {
      #expect(code(payload: payload) == .field)
    }
  }
}
