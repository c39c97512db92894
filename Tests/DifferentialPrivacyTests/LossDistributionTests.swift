import Foundation
import Testing

@testable import DifferentialPrivacy

@Suite struct LossDistributionTests {
  /// delta(epsilon) of a distribution on a grid.
  private static func delta(
    _ distribution: LossDistribution, _ interval: Double, _ epsilon: Double
  ) -> Double {
    distribution.masses.enumerated().reduce(distribution.infinite) { sum, entry in
      let loss = Double(distribution.lowest + entry.offset) * interval + distribution.rounding
      return sum + (loss > epsilon ? entry.element * -expm1(epsilon - loss) : 0)
    }
  }

  @Test(
    "never below the truth, equal to it on the grid, on the chords between",
    arguments: [
      (1, 3, 0.01), (0.01, 1, 0.001), (1e-3, 0.5, 0.01), (0.2, 30, 1e-5), (0.9, 0.8, 0.05),
    ] as [(Double, Double, Double)])
  func dots(q: Double, z: Double, interval: Double) throws {
    let step = try SampledGaussian(samplingRate: q, noiseMultiplier: z)
    let exact = ExactLoss(q: q, z: z)
    let distributions = Adjacency.allCases.map {
      LossDistribution(
        PrivacyLoss(step: step, adjacency: $0), interval: interval, reach: 9)
    }
    for distribution in distributions {
      let total = distribution.masses.reduce(distribution.infinite, +)
      #expect(total >= 1 && total < 1 + 1e-10)
      #expect(distribution.masses.allSatisfy { $0 >= 0 })
      #expect(distribution.infinite >= 0 && distribution.infinite < 1e-15)
    }
    for point in [0, 1, 2, 7, 30, 100] {
      for part in [0, 0.3, 0.5, 0.9] {
        let epsilon = (Double(point) + part) * interval
        let truth = exact.delta(epsilon)
        guard truth > 1e-9 else { continue }
        let bound = distributions.map { Self.delta($0, interval, epsilon) }.max() ?? .nan
        #expect(bound >= truth * (1 - 1e-12))
        let (below, above) = (Double(point) * interval, Double(point + 1) * interval)
        let weight = expm1(epsilon - below) / expm1(above - below)
        let chord = exact.delta(below) * (1 - weight) + exact.delta(above) * weight
        #expect(bound <= chord * (1 + 1e-5))
      }
    }
  }

  @Test("edges lie where the loss is the grid's")
  func edges() throws {
    for (q, z) in [(1, 2), (0.01, 0.5), (1e-6, 1), (0.999, 10)] as [(Double, Double)] {
      let step = try SampledGaussian(samplingRate: q, noiseMultiplier: z)
      let loss = PrivacyLoss(step: step, adjacency: .remove)
      for x in [-3, -0.5, 0, 0.5, 1, 2.5] {
        let outcome = z * x
        let back = loss.logRatio(at: loss.outcome(at: loss.logRatio(at: outcome)))
        #expect(abs(back - loss.logRatio(at: outcome)) < loss.rounding(reach: 9))
      }
      #expect(q == 1 || loss.outcome(at: log1p(-q) - 1e-9) == -.infinity)
    }
  }
}
