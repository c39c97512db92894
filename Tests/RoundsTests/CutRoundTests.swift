import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Rounds that end without everybody, with real masks and shares.
@Suite struct CutRoundTests {
  /// Every set that may be opened, and every quorum of holders, absent ones among them.
  @Test(arguments: [(4, 32), (5, 32), (4, 64)])
  func everyLawfulSetOpensItsOwnSum(_ n: Int, _ ring: Int) throws {
    let hospitals = try Hospitals(n, plan: .small(ring: ring, layers: .off))
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let roster = play.basis.roster
    func subsets(atLeast count: Int) -> [[MemberID]] {
      (0..<(1 << n)).filter { $0.nonzeroBitCount >= count }
        .map { bits in play.ids.indices.filter { bits >> $0 & 1 == 1 }.map { play.ids[$0] } }
    }
    for set in subsets(atLeast: roster.m) {
      let unmasks = try play.unmasks(for: set)
      for unmask in unmasks.values { try play.rules.check(unmask, masked: play.byDigest) }
      var results: Set<[UInt8]> = []
      for holders in subsets(atLeast: roster.t) {
        let some = unmasks.filter { holders.contains($0.key) }
        let closing = try play.closing(some, for: set)
        #expect(try closing.aggregate { try #require(play.vectors[$0]) } == play.sum(set))
        results.insert(try play.close(some, for: set, on: genesis).resultBytes)
      }
      #expect(results.count == 1, "whoever reveals, the result is the same")
      let few = unmasks.filter { play.ids.prefix(roster.t - 1).contains($0.key) }
      #expect(throws: SecureAggregationError.self) { try play.closing(few, for: set) }
    }
    let two = Array(play.ids.prefix(roster.m - 1))
    #expect(throws: SecureAggregationError.self) { try play.shares(of: two[0], for: two) }
  }

  @Test func theResultNamesWhoWasLeftOut() throws {
    let hospitals = try Hospitals(5)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let (set, absent) = (Array(play.ids.prefix(4)), play.ids[4])
    let outcome = try play.close(play.unmasks(for: set), for: set, on: genesis)
    let result = outcome.result
    #expect(result.outcome == .cut && result.set == play.set(set))
    #expect(Set(result.seeds.keys) == Set(set) && Set(outcome.commit.nonces.keys) == Set(set))
    #expect(Set(result.pairs.keys) == [absent])
    #expect(Set(try #require(result.pairs[absent]).keys) == Set(set))
    #expect(result.ledger.map(\.shares) == [4])
    #expect(Set(result.roster.members.keys) == Set(set))
    #expect((result.roster.c, result.roster.t, result.roster.m) == (1, 3, 3))
    // The audit opens the same from what was published, and from nothing else.
    func audit(
      _ pairs: [MemberID: [MemberID: String]]
    ) throws -> RoundClosing {
      try RoundClosing(
        rules: play.rules, masked: play.masked.filter { set.contains($0.key) },
        seeds: result.seeds, nonces: outcome.commit.nonces, pairs: pairs)
    }
    let sum = try audit(result.pairs).aggregate { try #require(play.vectors[$0]) }
    #expect(
      try audit(result.pairs).outcome(aggregate: sum, model: genesis.model).resultBytes
        == outcome.resultBytes)
    let seeds = try #require(result.pairs[absent])
    let exchanged = seeds.merging([set[0]: seeds[set[1]]!, set[1]: seeds[set[0]]!]) { $1 }
    for wrong in [[:], [absent: exchanged], [absent: seeds.filter { $0.key != set[0] }]] {
      #expect(throws: SecureAggregationError.self) { try audit(wrong) }
    }
  }

  /// The next round goes on with those of the set alone, under their next keys.
  @Test func theNextRoundStandsOnACut() throws {
    let hospitals = try Hospitals(5)
    let genesis = try hospitals.genesis()
    let first = try RoundPlay(hospitals)
    let four = Array(first.ids.dropFirst())
    let cut = try first.close(first.unmasks(for: four), for: four, on: genesis)
    let second = try RoundPlay(hospitals, after: cut, secrets: first.next)
    #expect(second.ids == four && (second.basis.round, second.basis.roster.c) == (2, 1))
    let all = try second.close(second.unmasks(), on: cut)
    #expect(all.result.outcome == .full && all.result.ledger.map(\.shares) == [4])
    let three = Array(four.dropFirst())
    let again = try second.close(second.unmasks(for: three), for: three, on: cut)
    #expect(again.result.outcome == .cut && again.result.roster.ids == three)
    // Whoever was left out is no author of that round.
    let late = second.sign(
      try #require(second.masked[four[0]]).content.body, by: first.ids[0])
    #expect(rejection { try second.rules.check(late) }?.code == .context)
  }

  @Test func aVoidRoundKeepsTheModelAndIsCharged() throws {
    let hospitals = try Hospitals(5)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals)
    let three = Array(play.ids.prefix(3))
    let void = VoidRound(
      play.basis, masked: play.masked.filter { three.contains($0.key) })
    let outcome = try void.outcome(model: genesis.model, file: genesis.modelBytes)
    let result = outcome.result
    #expect((result.outcome, result.round, result.K) == (.void, 1, genesis.K))
    #expect(result.set == play.set(three) && result.aggregate == .zero)
    #expect(result.seeds.isEmpty && result.pairs.isEmpty && outcome.commit.nonces.isEmpty)
    #expect(result.model == genesis.result.model && outcome.modelBytes == genesis.modelBytes)
    // Each vector was paid for before it appeared: as much as the dearest set costs.
    let arithmetic = try RoundArithmetic(hospitals.manifest.content.plan)
    #expect(try result.ledger == [arithmetic.charge(play.basis.roster, round: 1, present: nil)])
    #expect(result.roster.ids == three)
    #expect(result.roster.members[three[0]]?.keys == play.next[three[0]]?.keys)
    #expect(outcome.commit.prev == play.basis.commit && outcome.commit.round == 2)
    let next = try RoundPlay(hospitals, after: outcome, secrets: play.next)
    #expect(next.ids == three)
    #expect(try next.close(next.unmasks(), on: outcome).result.outcome == .full)
  }
}
