import Artifacts
import DifferentialPrivacy
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Rounds whose noise is in layers, with real masks and shares: what comes off, what stays, what
/// the result says of it.
@Suite struct LayeredRoundTests {
  /// Six coordinates are few to tell a variance from; these are enough.
  private static let inputs = 2_000

  private func play(
    _ n: Int, ring: Int = 32, layers: NoisePlan.Layers = .on
  ) throws -> (RoundPlay, RoundOutcome) {
    let hospitals = try Hospitals(n, plan: .small(ring: ring, inputs: Self.inputs, layers: layers))
    return (try RoundPlay(hospitals), try hospitals.genesis())
  }

  /// With everybody there all layers come off, to the last bit; with fewer as many stay as the plan
  /// says, by their variance; with the fewest all.
  @Test(arguments: [(4, 32), (5, 32), (7, 32), (7, 64)])
  func whatIsLeftIsWhatTheSetNeeds(_ n: Int, _ ring: Int) throws {
    let (play, _) = try play(n, ring: ring)
    let roster = play.basis.roster
    let arithmetic = try RoundArithmetic(play.basis.manifest.plan)
    let noise = try #require(try arithmetic.noise(roster, .training))
    #expect(noise.layers.count == n - roster.m && noise.layers.count >= 1)
    for count in roster.m...n {
      let set = Array(play.ids.suffix(count))
      let closing = try play.closing(play.unmasks(for: set), for: set)
      let sum = try closing.aggregate { try #require(play.vectors[$0]) }.signedValues
      let left = zip(sum, try play.sum(set).signedValues).map { Double($0 - $1) }
      let variance =
        Double(noise.variance(present: count) - noise.base.variance) * Double(count)
      if count == n {
        #expect(variance == 0 && left.allSatisfy { $0 == 0 })
        continue
      }
      let measured = left.reduce(0) { $0 + $1 * $1 } / Double(left.count)
      // Five standard deviations of a variance's estimate.
      let tolerance = 5 * (2 / Double(left.count)).squareRoot()
      #expect(abs(measured / variance - 1) < tolerance, "\(count) of \(n)")
    }
  }

  @Test func theResultHoldsTheSeedsAndTheNoise() throws {
    let (play, genesis) = try play(7)
    let six = Array(play.ids.prefix(6))
    for (set, layers) in [(play.ids, 2), (six, 1), (Array(play.ids.prefix(5)), 0)] {
      let outcome = try play.close(play.unmasks(for: set), for: set, on: genesis)
      let result = outcome.result
      #expect(result.layers.map { Set($0.keys) } == (layers == 0 ? nil : Set(set)))
      #expect(result.layers?.values.allSatisfy { $0.count == layers } ?? true)
      // s^2 h / (k - c) with s = 2^16, h = 3, c = 2.
      let honest = Int64(set.count - 2)
      #expect(result.ledger.map(\.shares) == [set.count])
      #expect(result.ledger.map(\.variance) == [(((3 << 16) + honest - 1) / honest) << 16])
      func audit(_ layers: [MemberID: [String]]?) throws -> RoundClosing {
        try RoundClosing(
          rules: play.rules, masked: play.masked.filter { set.contains($0.key) },
          seeds: result.seeds, nonces: outcome.commit.nonces, layers: layers ?? [:],
          pairs: result.pairs)
      }
      let sum = try audit(result.layers).aggregate { try #require(play.vectors[$0]) }
      #expect(
        try audit(result.layers).outcome(aggregate: sum, model: genesis.model).resultBytes
          == outcome.resultBytes)
      var wrong = result.layers ?? [:]
      wrong[set[0]] = [try #require(result.seeds[set[0]])]
      #expect(throws: SecureAggregationError.self) { try audit(wrong) }
    }
  }

  /// What is charged beforehand covers whatever set is opened, for both observers; and the dearest
  /// set costs just that against the coalition.
  @Test(arguments: [3, 4, 5, 7, 10, 20])
  func theChargeBeforehandCoversEverySet(_ n: Int) throws {
    for layers in NoisePlan.Layers.allCases {
      let hospitals = try Hospitals(n, plan: .small(layers: layers))
      let roster = try hospitals.genesis().result.roster
      let arithmetic = try RoundArithmetic(hospitals.manifest.content.plan)
      let before = try arithmetic.charge(roster, round: 1, present: nil)
      for count in roster.m...n {
        let after = try arithmetic.charge(roster, round: 1, present: count)
        for observer in [Observer.coalition, .outsideWorld] {
          #expect(
            before.effectiveNoiseMultiplier(against: observer)
              <= after.effectiveNoiseMultiplier(against: observer))
        }
        // The plan's multiplier against the coalition, and with layers hardly more.
        let coalition = after.effectiveNoiseMultiplier(against: .coalition)
        #expect(coalition >= 1)
        #expect(layers == .off || count == roster.m || coalition < 1.001)
      }
      #expect(before.effectiveNoiseMultiplier(against: .coalition) > 1 - 1e-9)
    }
  }

  /// Abandoned rounds may have had any roster and any set.
  @Test(arguments: [3, 4, 5, 7, 10])
  func theChargeOfAnAbandonedRoundCoversEveryRoster(_ consortium: Int) throws {
    for layers in NoisePlan.Layers.allCases {
      let arithmetic = try RoundArithmetic(.small(layers: layers))
      let charge = try arithmetic.charge(
        n: consortium, of: consortium, kind: .training)
      for n in 1...consortium {
        guard let numbers = try? arithmetic.parameters(n: n, of: consortium) else { continue }
        let roster = Roster(
          members: [:], c: numbers.colluding, t: numbers.quorum, m: numbers.smallestSet)
        for present in roster.m...n {
          let real = try arithmetic.charge(roster, members: n, kind: .training, present: present)
          for observer in [Observer.coalition, .outsideWorld] {
            // S is rounded down in each roster by itself.
            #expect(
              charge.effectiveNoiseMultiplier(against: observer)
                <= real.effectiveNoiseMultiplier(against: observer) * (1 + 1e-4))
          }
        }
      }
    }
  }

  @Test func withoutLayersNothingComesOff() throws {
    let (play, genesis) = try play(5, layers: .off)
    let outcome = try play.close(play.unmasks(), on: genesis)
    #expect(play.rules.context.layers.isEmpty && outcome.result.layers == nil)
    #expect(outcome.result.ledger.map(\.variance) == [1 << 32])
    #expect(play.masked.values.allSatisfy { $0.content.body.dealing.layers == nil })
  }
}
