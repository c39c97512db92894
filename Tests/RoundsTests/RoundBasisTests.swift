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
      ledger: result.ledger, roster: roster, commit: result.commit)
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
  }

  /// The honest end: too few are left, and only people can go on from there.
  @Test func nothingStandsOnAnEndedRoster() throws {
    #expect(refusal(.ended) == .context)
    let arithmetic = try RoundArithmetic(hospitals.manifest.content.plan)
    let two = result.roster.members.filter { hospitals.ids.prefix(2).contains($0.key) }
    #expect(arithmetic.roster(two, of: 5) == .ended)
    #expect(arithmetic.roster([:], of: 5) == .ended)
  }

  /// Whoever hides honest members must not outnumber what the smaller roster tolerates.
  @Test func aSmallerRosterToleratesAsManyColluders() throws {
    let seven = try Hospitals(7)
    let members = try seven.genesis().result.roster.members
    let arithmetic = try RoundArithmetic(seven.manifest.content.plan)
    let expected: [Int: (c: Int, t: Int, m: Int)] = [
      7: (2, 5, 5), 6: (2, 5, 5), 5: (2, 4, 4), 4: (2, 4, 4), 3: (0, 0, 0),
    ]
    for (n, thresholds) in expected {
      let some = members.filter { seven.ids.prefix(n).contains($0.key) }
      let roster = arithmetic.roster(some, of: 7)
      #expect((roster.c, roster.t, roster.m) == thresholds, "\(n)")
      #expect(roster.members.count == (n == 3 ? 0 : n))
    }
    // Four alone would be a consortium that tolerates one.
    let four = try arithmetic.parameters(n: 4, of: 4)
    #expect((four.colluding, four.quorum, four.smallestSet) == (1, 3, 3))
  }

  /// A void round of fewer members than a next round needs is no way out.
  @Test func lawfulChoicesAreLargeEnough() throws {
    let table = try Table(7)
    for bits in 0...table.all {
      let count = bits.nonzeroBitCount
      #expect(table.basis.isLawful(table.open(bits)) == (count >= 5))
      #expect(table.basis.isLawful(table.void(bits)) == (count >= 4))
    }
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
