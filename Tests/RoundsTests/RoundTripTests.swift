import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Whole rounds with real masks, shares and signatures.
@Suite struct RoundTripTests {
  private func quorums(_ play: RoundPlay) -> [[MemberID]] {
    (0..<(1 << play.ids.count)).filter { $0.nonzeroBitCount >= play.basis.roster.t }
      .map { bits in play.ids.indices.filter { bits >> $0 & 1 == 1 }.map { play.ids[$0] } }
  }

  @Test(arguments: [(3, 32), (4, 32), (5, 32), (3, 64), (4, 64)])
  func everyQuorumOpensTheSumAndNothingElse(_ n: Int, _ ring: Int) throws {
    let hospitals = try Hospitals(n, plan: .small(ring: ring))
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    for id in play.ids { try play.rules.check(#require(play.masked[id])) }
    for one in play.masked.values {
      for other in play.masked.values where one != other {
        #expect(play.rules.agree(one, other))
      }
    }
    let unmasks = try play.unmasks()
    for unmask in unmasks.values { try play.rules.check(unmask, masked: play.byDigest) }
    let plain = try play.sum()
    let whole = try play.close(unmasks, on: genesis)
    for quorum in quorums(play) {
      let some = unmasks.filter { quorum.contains($0.key) }
      let closing = try play.closing(some)
      let sum = try closing.aggregate { try #require(play.vectors[$0]) }
      #expect(sum == plain)
      let outcome = try closing.outcome(aggregate: sum, model: genesis.model)
      #expect(outcome.resultBytes == whole.resultBytes)
      #expect(outcome.modelBytes == whole.modelBytes)
      #expect(outcome.commit == whole.commit)
    }
    let few = unmasks.filter { play.ids.prefix(play.basis.roster.t - 1).contains($0.key) }
    #expect(throws: SecureAggregationError.self) {
      try play.closing(few)
    }
    for (id, vector) in play.vectors { #expect(vector.signedValues != play.inputs[id]) }
  }

  @Test func theResultSaysAllThatTheNextRoundStandsOn() throws {
    let hospitals = try Hospitals(4)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let outcome = try play.close(play.unmasks(), on: genesis)
    let result = outcome.result
    #expect((result.round, result.outcome, result.K) == (1, .full, genesis.K))
    #expect(result.set == RoundSet(masked: play.masked.mapValues(\.digest)))
    #expect(result.aggregate == Digest(hashing: try play.sum().littleEndianBytes))
    #expect(result.model == Digest(hashing: outcome.modelBytes) && result.model != play.basis.model)
    #expect(result.ledger.count == 1 && result.ledger[0].shares == 4)
    #expect(result.roster.members.mapValues(\.keys) == play.next.mapValues(\.keys))
    #expect((result.roster.c, result.roster.t, result.roster.m) == (1, 3, 3))
    #expect(result.commit == Digest(hashing: CanonicalJSON.encode(outcome.commit)))
    #expect(outcome.commit.prev == play.basis.commit && outcome.commit.round == 2)
    #expect(Set(outcome.commit.nonces.keys) == Set(play.ids))
    let read = try CanonicalJSON.decode(
      ResultDocument.self, from: outcome.resultBytes, file: "result.json")
    #expect(read == result)
  }

  @Test(arguments: [3, 4, 5])
  func theAuditOpensTheSameFromPublishedSeeds(_ n: Int) throws {
    let hospitals = try Hospitals(n)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let outcome = try play.close(play.unmasks(), on: genesis)
    let audit = try RoundClosing(
      rules: play.rules, masked: play.masked, seeds: outcome.result.seeds,
      nonces: outcome.commit.nonces, layers: outcome.result.layers ?? [:])
    let sum = try audit.aggregate { try #require(play.vectors[$0]) }
    #expect(
      try audit.outcome(aggregate: sum, model: genesis.model).resultBytes == outcome.resultBytes)
    #expect(audit.commit == outcome.commit)
    let result = try audit.result(
      .full, aggregate: outcome.result.aggregate, model: outcome.result.model)
    #expect(result == outcome.result)
  }

  @Test func theAuditRefusesOtherSeedsAndNonces() throws {
    let hospitals = try Hospitals(3)
    let play = try RoundPlay(hospitals)
    let outcome = try play.close(play.unmasks(), on: hospitals.genesis())
    func refuses(_ seeds: [MemberID: String], _ nonces: [MemberID: String]) {
      #expect(throws: SecureAggregationError.self) {
        try RoundClosing(rules: play.rules, masked: play.masked, seeds: seeds, nonces: nonces)
      }
    }
    let (seeds, nonces) = (outcome.result.seeds, outcome.commit.nonces)
    let (a, b) = (play.ids[0], play.ids[1])
    func exchanged(_ values: [MemberID: String]) -> [MemberID: String] {
      var values = values
      (values[a], values[b]) = (values[b], values[a])
      return values
    }
    refuses(exchanged(seeds), nonces)
    refuses(seeds, exchanged(nonces))
    refuses(nonces, seeds)
    refuses(seeds.filter { $0.key != a }, nonces)
    for text in ["", "00", String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
      refuses(seeds.merging([a: text]) { $1 }, nonces)
    }
    refuses(seeds.mapValues { $0.uppercased() }, nonces)
  }

  @Test func threeRoundsInARowStandOnOneAnother() throws {
    let hospitals = try Hospitals(3)
    var outcome = try hospitals.genesis()
    var secrets = hospitals.secrets
    var leaders: [[MemberID]] = []
    for round in 1...3 {
      let before = outcome
      let play = try RoundPlay(hospitals, after: before, secrets: secrets)
      #expect((play.basis.round, play.basis.K) == (round, before.K))
      outcome = try play.close(play.unmasks(), on: before)
      #expect(outcome.result.K == before.K && outcome.commit.prev == before.result.commit)
      #expect(outcome.result.model != before.result.model)
      leaders.append(play.basis.leaders)
      #expect(Set(play.basis.leaders) == Set(play.ids))
      // Yesterday's keys are of no use today.
      if round > 1 {
        #expect(throws: SecureAggregationError.self) {
          try RoundPlay(hospitals, after: before, secrets: hospitals.secrets)
        }
      }
      secrets = play.next
    }
    #expect(leaders.count == 3)
  }
}
