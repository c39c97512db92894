import DifferentialPrivacy
import Testing

@Suite struct PrivacyLossAccountantTests {
  struct Part: Decodable {
    let q: Double
    let sigma: Double
    let steps: Int
  }

  /// One part of its own, or a list of parts; the expected values beside it.
  struct PessimisticCase: Decodable {
    let q: Double?
    let sigma: Double?
    let steps: Int?
    let parts: [Part]?
    let delta: Double
    let epsilon: Double
    let pessimisticPLD: Double
    let optimisticPLD: Double?
    let exactGaussian: Double?

    var all: [Part] {
      guard let q, let sigma, let steps else { return parts ?? [] }
      return [Part(q: q, sigma: sigma, steps: steps)]
    }
  }

  private static func composed(_ parts: [Part]) throws -> PrivacyLossAccountant {
    var accountant = PrivacyLossAccountant()
    for part in parts {
      accountant.compose(
        try SampledGaussian(samplingRate: part.q, noiseMultiplier: part.sigma), count: part.steps)
    }
    return accountant
  }

  /// dp-accounting's interval is 10^-4 or 10^-3, so where epsilon is small its pessimistic value is
  /// too large and its optimistic value too small; ours lies between.
  @Test(
    "107 epsilons of equal steps and 4 compositions, against dp-accounting",
    arguments: [
      ("epsilons", 107, 11), ("compositions", 4, 0),
    ])
  func reference(file: String, count: Int, exact: Int) throws {
    let cases = try VectorFile<PessimisticCase>.load(file)
    #expect(cases.count == count)
    #expect(cases.count { $0.exactGaussian != nil } == exact)
    for expected in cases {
      let guarantee = try Self.composed(expected.all).epsilon(delta: expected.delta)
      #expect(guarantee.epsilon <= expected.pessimisticPLD * 1.0025, "\(expected)")
      if let least = expected.optimisticPLD { #expect(guarantee.epsilon >= least, "\(expected)") }
      // Where the reference's interval is small beside epsilon, both agree from below too.
      if expected.pessimisticPLD > 0.3, expected.delta > 1e-10 {
        #expect(guarantee.epsilon >= expected.pessimisticPLD * 0.999, "\(expected)")
      }
      // Balle and Wang 2018: the Gaussian without sampling.
      if let exact = expected.exactGaussian {
        #expect(guarantee.epsilon >= exact * (1 - 1e-10), "\(expected)")
        #expect(guarantee.epsilon <= exact * 1.0002, "\(expected)")
      }
      #expect(guarantee.epsilon <= expected.epsilon)
      #expect(guarantee.delta == expected.delta)
      #expect(guarantee.accountant == "PLD")
      #expect(guarantee.order == nil)
      #expect(!guarantee.orderIsExtreme)
    }
  }

  /// delta(epsilon) of one step, by its definition.
  @Test(
    "one step is hit exactly, never from below",
    arguments: [
      (1, 20, 1e-5), (0.01, 1, 1e-5), (1e-4, 0.5, 1e-8), (1e-4, 0.3, 1e-5), (0.3, 2, 1e-9),
      (0.9, 0.7, 1e-12), (0.02, 100, 1e-5), (0.5, 1, 1e-30),
    ] as [(Double, Double, Double)])
  func oneStep(q: Double, z: Double, delta: Double) throws {
    let epsilon = try Self.composed([Part(q: q, sigma: z, steps: 1)]).epsilon(delta: delta).epsilon
    let exact = ExactLoss(q: q, z: z)
    #expect(epsilon > 0)
    let there = exact.delta(epsilon)
    #expect(there <= delta * (1 + 1e-9))
    #expect(exact.delta(epsilon * (1 - 1e-5)) > delta * (1 - 1e-9))
  }

  /// delta(epsilon) of two steps, by integrating that of the one over the loss of the other.
  @Test(
    "two different steps are hit closely, never from below",
    arguments: [
      (0.01, 1, 0.2, 1.5, 1e-5), (0.001, 0.6, 0.001, 0.6, 1e-7), (1, 8, 0.1, 0.8, 1e-6),
      (0.5, 0.5, 0.5, 3, 1e-10),
    ] as [(Double, Double, Double, Double, Double)])
  func twoSteps(q1: Double, z1: Double, q2: Double, z2: Double, delta: Double) throws {
    let parts = [Part(q: q1, sigma: z1, steps: 1), Part(q: q2, sigma: z2, steps: 1)]
    let epsilon = try Self.composed(parts).epsilon(delta: delta).epsilon
    let (first, second) = (ExactLoss(q: q1, z: z1), ExactLoss(q: q2, z: z2))
    #expect(epsilon > 0)
    #expect(first.delta(epsilon, with: second) <= delta * (1 + 1e-8))
    #expect(first.delta(epsilon * (1 - 1e-4), with: second) > delta)
  }

  @Test("more steps never cost less, and equal parts are one")
  func composition() throws {
    var before = 0.0
    for steps in [1, 2, 3, 5, 10, 50, 51, 52, 1000, 1001, 1002, 9999, 10000, 30000] {
      let epsilon = try Self.composed([Part(q: 0.02, sigma: 1.1, steps: steps)])
        .epsilon(delta: 1e-6).epsilon
      #expect(epsilon > before)
      before = epsilon
    }
    let whole = try Self.composed([Part(q: 0.02, sigma: 1.1, steps: 700)]).epsilon(delta: 1e-6)
    let halves = try Self.composed([
      Part(q: 0.02, sigma: 1.1, steps: 300), Part(q: 0.02, sigma: 1.1, steps: 400),
    ]).epsilon(delta: 1e-6)
    #expect(whole == halves)
    // As different steps, if only by the last bit, they are composed apart.
    let apart = try Self.composed([
      Part(q: 0.02, sigma: 1.1, steps: 300), Part(q: 0.02, sigma: 1.1.nextUp, steps: 400),
    ]).epsilon(delta: 1e-6)
    #expect(whole != apart)
    #expect(isClose(apart.epsilon, whole.epsilon, 1e-8))
  }

  @Test("answers are never not a number, nor finite where nothing is proved")
  func extremes() throws {
    let step = Part(q: 0.1, sigma: 1, steps: 10)
    let usual = try Self.composed([step])
    #expect(usual.epsilon(delta: 0).epsilon == .infinity)
    #expect(usual.epsilon(delta: -1).epsilon == .infinity)
    #expect(usual.epsilon(delta: .nan).epsilon == .infinity)
    #expect(usual.epsilon(delta: 1).epsilon == 0)
    #expect(usual.epsilon(delta: 1e-300).epsilon == .infinity)
    #expect(PrivacyLossAccountant().epsilon(delta: 1e-9).epsilon == 0)
    for steps in [1, 10] {
      let bare = try Self.composed([step, Part(q: 0.1, sigma: 0, steps: steps)])
      #expect(bare.epsilon(delta: 1e-5).epsilon == .infinity)
    }
    for q in [0x1p-64, 1e-3, 1.0.nextDown, 1] {
      for sigma in [0x1p-60, 0.03, 0.3, 100, 0x1p20, 0x1p60] {
        for (steps, delta) in [(1, 1e-250), (1 << 20, 1e-12), (1 << 40, 0.5)] {
          let part = Part(q: q, sigma: sigma, steps: steps)
          let epsilon = try Self.composed([part]).epsilon(delta: delta).epsilon
          #expect(epsilon >= 0, "\(part) \(delta)")
          // Where no sampling helps, never below the Gaussian's own (Balle and Wang).
          let together = sigma / Double(steps).squareRoot()
          if q == 1, epsilon < 700, together < 1000 {
            let exact = ExactLoss(q: 1, z: together)
            #expect(exact.delta(epsilon) <= delta * (1 + 1e-6), "\(part) \(delta)")
          }
        }
      }
    }
  }

  @Test("deltas far below the rounding error of a sum of one are reached")
  func tinyDeltas() throws {
    var before = 0.0
    for exponent in [3, 6, 9, 12, 15, 20, 30, 60, 100] {
      let delta = Double("1e-\(exponent)") ?? .nan
      let parts = [Part(q: 0.02, sigma: 0.8, steps: 3000)]
      let epsilon = try Self.composed(parts).epsilon(delta: delta).epsilon
      #expect(epsilon > before)
      var renyi = RenyiAccountant()
      renyi.compose(try SampledGaussian(samplingRate: 0.02, noiseMultiplier: 0.8), count: 3000)
      #expect(epsilon < renyi.epsilon(delta: delta).epsilon)
      before = epsilon
    }
  }
}
