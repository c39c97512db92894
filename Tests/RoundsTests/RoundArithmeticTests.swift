import Artifacts
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium
import Testing

/// The numbers that follow from a plan, and the alarm that keeps garbage out of the model.
@Suite struct RoundArithmeticTests {
  private func closed(_ plan: Plan = .small(), input: (Int, Int) -> Int64) throws -> (
    before: RoundOutcome, after: RoundOutcome
  ) {
    let hospitals = try Hospitals(3, plan: plan)
    let genesis = try hospitals.genesis()
    let play = try RoundPlay(hospitals, input: input)
    return (genesis, try play.close(play.unmasks(), on: genesis))
  }

  private func expectUnusable(_ round: (before: RoundOutcome, after: RoundOutcome)) {
    let (before, after) = round
    #expect(after.result.outcome == .unusable)
    #expect(after.modelBytes == before.modelBytes && after.model == before.model)
    #expect(after.result.model == before.result.model)
    #expect(after.result.ledger.count == 1, "an unusable round is charged")
    #expect(after.result.roster.members.count == 3, "and the next one can begin")
    #expect(after.K != before.K)
  }

  @Test(arguments: [1, -1] as [Int64])
  func aSumBeyondTheBoundLeavesTheModelAndIsCharged(_ sign: Int64) throws {
    // 2^30 is the bound in the ring of 32 bits; the last coordinate alone goes one step further.
    expectUnusable(
      try closed { member, coordinate in
        coordinate == 5 ? sign * (member == 0 ? 1 << 30 : member == 1 ? 1 : 0) : 0
      })
    let edge = try closed { member, coordinate in
      coordinate == 5 && member == 0 ? sign << 30 : 0
    }
    #expect(edge.after.result.outcome == .full)
    #expect(edge.after.result.model != edge.before.result.model)
  }

  @Test func aGarbageVectorIsNoticed() throws {
    var state: UInt64 = 4711
    expectUnusable(
      try closed { member, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return member == 1 ? Int64(Int32(truncatingIfNeeded: state >> 32)) : 0
      })
  }

  @Test func theWiderRingHasItsOwnBound() throws {
    let plan = Plan.small(ring: 64)
    let edge = try closed(plan) { member, _ in member == 0 ? 1 << 62 : 0 }
    #expect(edge.after.result.outcome == .full)
    expectUnusable(try closed(plan) { member, _ in member == 0 ? 1 << 62 : 1 })
  }

  @Test func anUpdateThatIsNotFiniteIsNotMade() throws {
    let plan = Plan.small(learningRate: 3e38)
    expectUnusable(try closed(plan) { _, _ in 1 << 28 })
  }

  @Test func chargesWhatTheSetHolds() throws {
    let arithmetic = try RoundArithmetic(.small())
    let (_, after) = try closed { _, _ in 1 }
    let roster = after.result.roster
    #expect(try after.result.ledger == [arithmetic.charge(roster, round: 1, present: 3)])
    let entry = after.result.ledger[0]
    #expect((entry.shares, entry.colluders, entry.variance) == (3, 1, 1 << 32))
    // S = floor(2^16 sqrt(m - c) / z) with m = 3, c = 1, z = 1.
    #expect(entry.sensitivity == 92_681)
    #expect(try arithmetic.grid(roster).honestShares == 2)
  }

  @Test func honestVectorsNeverReachTheBound() throws {
    for ring in [32, 64] {
      let arithmetic = try RoundArithmetic(.small(ring: ring))
      for n in [3, 4, 7, 20] {
        let parameters = try arithmetic.parameters(n: n, of: n)
        let hospitals = try Hospitals(n, plan: .small(ring: ring))
        let roster = try hospitals.genesis().result.roster
        #expect((roster.c, roster.t) == (parameters.colluding, parameters.quorum))
        let limit = Double(try arithmetic.recordLimit(roster, .training))
        let scale = arithmetic.log2Scale == 16 ? 0x1p16 : 0x1p20
        let worst =
          limit * Double(n) * Double(try arithmetic.grid(roster).sensitivity)
          + 12 * scale * Double(n).squareRoot()
        #expect(limit > 1_000 / Double(n) && worst <= (ring == 32 ? 0x1p30 : 0x1p62))
      }
    }
  }

  @Test func checksAPlanForItsNumberOfMembers() throws {
    let arithmetic = try RoundArithmetic(.small())
    try arithmetic.check(members: 3)
    #expect(rejection { try arithmetic.check(members: 2) }?.code == .field)
    try arithmetic.check(members: 100)
    #expect(rejection { try arithmetic.check(members: 101) }?.code == .field)
    for noise in [0.0, -1.0, 1e-30, 1e9] as [Real] {
      let other = try RoundArithmetic(.small(noiseMultiplier: noise))
      #expect(rejection { try other.check(members: 3) }?.code == .field, "noise \(noise)")
    }
  }

  @Test func readsOnlyModelsOfItsPlan() throws {
    let (_, after) = try closed { _, _ in 5 }
    let arithmetic = try RoundArithmetic(.small())
    #expect(try arithmetic.decode(model: after.modelBytes, path: "m") == after.model)
    #expect(arithmetic.parameterCount == 6)
    let wider = try RoundArithmetic(.small(inputs: 3))
    for (other, bytes) in [
      (wider, after.modelBytes), (arithmetic, Array(after.modelBytes.dropLast())), (arithmetic, []),
    ] {
      let refused = rejection { _ = try other.decode(model: bytes, path: "h1/m.sealed") }
      #expect(refused?.code == .payload)
      #expect(refused?.file == "h1/m.sealed")
    }
  }
}
