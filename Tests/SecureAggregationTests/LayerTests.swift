import DifferentialPrivacy
import Foundation
import SecureAggregation
import Sodium
import Testing

/// Layers of noise: dealt, shared, and taken off exactly where a set makes them superfluous.
@Suite struct LayerTests {
  private let round: Consortium
  private let set = ["h01", "h02", "h03", "h04", "h05", "h06"]

  init() throws {
    round = try Consortium(7, isLayered: true)
  }

  /// All seeds of layers; the full set opens all.
  private func seeds(_ round: Consortium) throws -> [String: [String]] {
    let ids = round.context.ids
    return try Opening(
      set: ids, dealings: round.dealings, shares: round.revealed(by: ids, for: ids),
      in: round.context
    ).layerSeeds
  }

  @Test(arguments: 4...7, [RingWidth.bits32, .bits64])
  func everySetKeepsTheLayersItNeeds(n: Int, width: RingWidth) throws {
    let round = try Consortium(n, width: width, isLayered: true)
    let (ids, m) = (round.context.ids, round.context.smallestSet)
    let seeds = try seeds(round)
    #expect(seeds.count == n && seeds.values.allSatisfy { $0.count == n - m })
    for set in round.openableSets {
      let opening = try Opening(
        set: set, dealings: round.dealings, shares: round.revealed(by: ids, for: set),
        in: round.context)
      #expect(opening.layerSeeds.values.allSatisfy { $0.count == set.count - m })
      var expected = try round.sum(set)
      for id in set {
        for (index, noise) in round.context.layers.enumerated() where index >= set.count - m {
          let seed = try #require(seeds[id].flatMap { Scalar(hex: $0[index]) })
          MaskStream(opened: [(seed, .noise(noise), .plus)]).apply(to: &expected)
        }
      }
      let sum = try opening.aggregate { try #require(round.masked[$0]) }
      #expect(sum == expected, "\(set)")
      #expect((sum == (try round.sum(set))) == (set.count == n), "\(set)")
      let again = try Opening(
        set: set, dealings: round.dealings, seeds: opening.seeds, nonces: opening.nonces,
        layers: opening.layerSeeds, pairs: opening.pairSeeds, in: round.context)
      #expect(try again.aggregate { try #require(round.masked[$0]) } == sum)
    }
  }

  @Test func dealingsWithoutTheLayersOfTheRoundAreRefused() throws {
    let neutral = RistrettoPoint.identity.hex
    for (path, value) in [
      (["layers"], nil), (["layers"], []), (["layers", "0"], nil), (["layers", "1", "0"], neutral),
      (["layers", "0", "2"], nil), (["boxes", "h02"], "AAAA"),
    ] as [([String], Any?)] {
      var forgery = try Forgery(#require(round.dealings["h01"]))
      forgery[path] = value
      let found = failure {
        try forgery.dealing().validateShape(for: "h01", in: round.context)
      }
      #expect(found?.code == .invalidDealing && found?.culprit == "h01", "\(path)")
    }
    // And none where the round has none.
    let plain = try Consortium(7)
    let found = failure {
      try #require(round.dealings["h01"]).validateShape(for: "h01", in: plain.context)
    }
    #expect(found?.code == .invalidDealing)
  }

  @Test(arguments: [0, 1])
  func aWrongShareOfALayerIsFoundByItsHolder(layer: Int) throws {
    var forgery = try Forgery(#require(round.dealings["h01"]))
    try forgery.reseal(from: "h01", to: "h02", in: round) { $0[32 * (2 + layer)] ^= 1 }
    let found = failure { _ = try round.open(forgery.dealing(), from: "h01", as: "h02") }
    #expect(found?.code == .invalidDealing && found?.culprit == "h01")
    #expect(found?.message.contains("layer \(layer)") == true)
  }

  /// Six of seven: exactly the first of two layers.
  @Test func exactlyTheSharesOfTheSetAreRevealed() throws {
    let good = try #require(try round.revealed(by: ["h03"], for: set)["h03"])
    let layers = try #require(good.layers)
    #expect(Set(layers.keys) == Set(set) && layers.values.allSatisfy { $0.count == 1 })
    let smallest = try round.revealed(by: ["h03"], for: Array(set.prefix(5)))
    #expect(smallest["h03"]?.layers == nil)
    func verify(_ change: (inout [String: Any]) -> Void) throws -> SecureAggregationError? {
      let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(good))
      var fields = try #require(json as? [String: Any])
      change(&fields)
      let shares = try JSONDecoder().decode(
        RevealedShares.self, from: JSONSerialization.data(withJSONObject: fields))
      return failure {
        try shares.verify(from: "h03", set: set, dealings: round.dealings, in: round.context)
      }
    }
    #expect(try verify { _ in } == nil)
    let share = try #require(layers["h01"]?.first).hex
    for wrong in [[], [Scalar(3).hex], [share, share]] as [[String]] {
      let found = try verify { fields in
        var all = fields["layers"] as? [String: Any] ?? [:]
        all["h01"] = wrong
        fields["layers"] = all
      }
      #expect(found?.code == .invalidShare && found?.culprit == "h03", "\(wrong)")
    }
    #expect(try verify { $0["layers"] = nil }?.code == .invalidShare)
    #expect(try verify { $0["layers"] = [String: Any]() }?.code == .invalidShare)
  }

  @Test func wrongSeedsDoNotOpen() throws {
    let opening = try Opening(
      set: set, dealings: round.dealings, shares: round.revealed(by: set, for: set),
      in: round.context)
    func failureOf(_ layers: [String: [String]]) -> SecureAggregationError? {
      failure {
        _ = try Opening(
          set: set, dealings: round.dealings, seeds: opening.seeds, nonces: opening.nonces,
          layers: layers, pairs: opening.pairSeeds, in: round.context)
      }
    }
    var layers = opening.layerSeeds
    #expect(failureOf(layers) == nil)
    #expect(failureOf([:])?.code == .invalidRound)
    layers["h01"] = [Scalar(3).hex]
    #expect(failureOf(layers)?.code == .invalidSeed && failureOf(layers)?.culprit == "h01")
    layers["h01"] = try seeds(round)["h01"]
    #expect(failureOf(layers)?.code == .invalidRound)
    layers["h01"] = nil
    #expect(failureOf(layers)?.code == .invalidRound)
  }

  @Test func aRoundHasALayerForEachSizeOrNone() throws {
    let layers = round.context.layers
    for wrong in [Array(layers.dropFirst()), layers + layers] {
      let found = failure {
        _ = try RoundContext(
          session: round.context.session, round: 7, K: round.context.K,
          members: round.context.members, threshold: round.context.threshold, ringWidth: .bits32,
          count: 3, layers: wrong)
      }
      #expect(found?.code == .invalidRound)
    }
  }
}
