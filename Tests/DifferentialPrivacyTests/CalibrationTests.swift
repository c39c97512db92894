import DifferentialPrivacy
import Testing

@Suite struct CalibrationTests {
  struct CalibrationCase: Decodable {
    let epsilon: Double
    let delta: Double
    let q: Double
    let steps: Int
    let sigma: Double
    let sigmaPLD: Double
  }

  @Test("noise multipliers of the reference, and exactly their steps are paid for")
  func reference() throws {
    let cases = try VectorFile<CalibrationCase>.load("calibrations")
    #expect(cases.count == 6)
    for expected in cases {
      let budget = try PrivacyBudget(epsilon: expected.epsilon, delta: expected.delta)
      let noise = try Calibration.noiseMultiplier(
        for: budget, samplingRate: expected.q, steps: expected.steps)
      // What dp-accounting finds, and less than by Rényi divergences.
      #expect(isClose(noise, expected.sigmaPLD, 1e-3))
      #expect(noise < expected.sigma)
      let step = try SampledGaussian(samplingRate: expected.q, noiseMultiplier: noise)
      var accountant = PrivacyAccountant()
      accountant.compose(step, count: expected.steps)
      #expect(accountant.isAllowed(by: budget))
      let guarantee = accountant.epsilon(delta: expected.delta)
      #expect(guarantee.accountant == "PLD")
      #expect(guarantee.epsilon <= expected.epsilon)
      #expect(guarantee.epsilon > expected.epsilon * (1 - 1e-4))
      #expect(Calibration.steps(within: budget, of: step) == expected.steps)
    }
  }

  @Test("steps that are left after others")
  func remaining() throws {
    let budget = try PrivacyBudget(epsilon: 3, delta: 1e-5)
    let step = try SampledGaussian(samplingRate: 0.01, noiseMultiplier: 1)
    let all = Calibration.steps(within: budget, of: step)
    var spent = PrivacyAccountant()
    spent.compose(step, count: all - 7)
    #expect(Calibration.steps(within: budget, of: step, after: spent) == 7)
    spent.compose(step, count: 7)
    #expect(Calibration.steps(within: budget, of: step, after: spent) == 0)
    spent.compose(step)
    #expect(budget.isExceeded(by: spent.epsilon(delta: 1e-5)))
    #expect(spent.exceeds(budget))
  }

  @Test("no noise pays for nothing; endless noise pays for a bounded number")
  func extremes() throws {
    let budget = try PrivacyBudget(epsilon: 8, delta: 1e-5)
    let bare = try SampledGaussian(samplingRate: 0.01, noiseMultiplier: 0)
    #expect(Calibration.steps(within: budget, of: bare) == 0)
    let hidden = try SampledGaussian(samplingRate: 1e-9, noiseMultiplier: 1e9)
    #expect(Calibration.steps(within: budget, of: hidden) == 1 << 40)
  }

  @Test("impossible wishes are refused")
  func refusals() throws {
    let budget = try PrivacyBudget(epsilon: 1, delta: 1e-5)
    #expect { try Calibration.noiseMultiplier(for: budget, samplingRate: 0.1, steps: 0) } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .invalidSteps
    }
    #expect { try Calibration.noiseMultiplier(for: budget, samplingRate: 2, steps: 1) } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .invalidSamplingRate
    }
    let strict = try PrivacyBudget(epsilon: 1e-9, delta: 1e-30)
    #expect {
      try Calibration.noiseMultiplier(for: strict, samplingRate: 1, steps: 1 << 40)
    } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .unreachableBudget
    }
  }

  @Test(
    "impossible budgets are refused",
    arguments: [
      (0, 1e-5), (-1, 1e-5), (.nan, 1e-5), (.infinity, 1e-5), (8, 0), (8, 1), (8, -1), (8, .nan),
    ] as [(Double, Double)])
  func budgets(epsilon: Double, delta: Double) {
    #expect { try PrivacyBudget(epsilon: epsilon, delta: delta) } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .invalidBudget
    }
  }
}
