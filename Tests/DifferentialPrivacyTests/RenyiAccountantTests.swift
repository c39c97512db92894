import DifferentialPrivacy
import Testing

@Suite struct RenyiAccountantTests {
  struct Part: Decodable {
    let q: Double
    let sigma: Double
    let steps: Int
  }

  /// One part of its own, or a list of parts; the expected values beside it.
  struct EpsilonCase: Decodable {
    let q: Double?
    let sigma: Double?
    let steps: Int?
    let parts: [Part]?
    let delta: Double
    let epsilon: Double
    let order: Double
    let epsilonGoogleOrders: Double
    let dpAccountingRDP: Double
    let optimisticPLD: Double?

    func composed(_ orders: RenyiOrders) throws -> RenyiAccountant {
      var accountant = RenyiAccountant(orders: orders)
      if let q, let sigma, let steps {
        let step = try SampledGaussian(samplingRate: q, noiseMultiplier: sigma)
        accountant.compose(step, count: steps)
      }
      for part in parts ?? [] {
        let step = try SampledGaussian(samplingRate: part.q, noiseMultiplier: part.sigma)
        accountant.compose(step, count: part.steps)
      }
      return accountant
    }
  }

  /// dp-accounting's default orders, of which ours hold every one.
  private static let googleOrders = RenyiOrders(
    (11...109).map { Double($0) / 10 } + (11...63).map(Double.init) + [128, 256, 512, 1024])

  @Test(
    "107 epsilons of equal steps and 4 compositions, with their orders",
    arguments: [
      ("epsilons", 107), ("compositions", 4),
    ])
  func reference(file: String, count: Int) throws {
    let cases = try VectorFile<EpsilonCase>.load(file)
    #expect(cases.count == count)
    for expected in cases {
      let guarantee = try expected.composed(.standard).epsilon(delta: expected.delta)
      #expect(isClose(guarantee.epsilon, expected.epsilon, 1e-9))
      #expect(guarantee.order == expected.order)
      #expect(guarantee.delta == expected.delta)
      #expect(guarantee.accountant == "RDP")
      // Never above dp-accounting, never below what is lost at the least.
      #expect(guarantee.epsilon <= expected.dpAccountingRDP * (1 + 1e-11))
      if let least = expected.optimisticPLD { #expect(guarantee.epsilon >= least) }
    }
  }

  @Test("the same with the orders of dp-accounting")
  func googleOrders() throws {
    for expected in try VectorFile<EpsilonCase>.load("epsilons") {
      let guarantee = try expected.composed(Self.googleOrders).epsilon(delta: expected.delta)
      #expect(isClose(guarantee.epsilon, expected.epsilonGoogleOrders, 1e-9))
    }
  }

  @Test("an order at the end of the list is marked")
  func extremeOrder() throws {
    for expected in try VectorFile<EpsilonCase>.load("epsilons") where expected.epsilon > 0 {
      let guarantee = try expected.composed(.standard).epsilon(delta: expected.delta)
      #expect(guarantee.orderIsExtreme == [1.02, 2048].contains(expected.order))
    }
  }

  @Test("nothing composed is nothing lost; very little lost is nothing by total variation")
  func zero() throws {
    var accountant = RenyiAccountant()
    #expect(accountant.epsilon(delta: 1e-5).epsilon == 0)
    let step = try SampledGaussian(samplingRate: 1e-4, noiseMultiplier: 20)
    accountant.compose(step, count: 0)
    #expect(accountant.divergences.allSatisfy { $0 == 0 })
    accountant.compose(step)
    #expect(accountant.epsilon(delta: 1e-5).epsilon == 0)
    #expect(accountant.epsilon(delta: 1e-12).epsilon > 0)
  }

  @Test("deltas outside (0, 1) are answered truthfully")
  func deltas() throws {
    var accountant = RenyiAccountant()
    accountant.compose(try SampledGaussian(samplingRate: 0.1, noiseMultiplier: 1))
    #expect(accountant.epsilon(delta: 0).epsilon == .infinity)
    #expect(accountant.epsilon(delta: -1).epsilon == .infinity)
    #expect(accountant.epsilon(delta: .nan).epsilon == .infinity)
    #expect(accountant.epsilon(delta: 1).epsilon == 0)
  }

  @Test("composing one by one, in counts or in another order is the same")
  func composition() throws {
    let first = try SampledGaussian(samplingRate: 0.01, noiseMultiplier: 1)
    let second = try SampledGaussian(samplingRate: 0.02, noiseMultiplier: 1.5)
    var singly = RenyiAccountant()
    for _ in 0..<500 { singly.compose(first) }
    for _ in 0..<200 { singly.compose(second) }
    var counted = RenyiAccountant()
    counted.compose(first, count: 500)
    counted.compose(second, count: 200)
    #expect(singly.divergences == counted.divergences)
    var reversed = RenyiAccountant()
    reversed.compose(second, count: 200)
    reversed.compose(first, count: 500)
    #expect(
      isClose(
        reversed.epsilon(delta: 1e-5).epsilon, counted.epsilon(delta: 1e-5).epsilon, 1e-13))
  }

  @Test("what stands beside every epsilon names mechanism, neighbours and unit")
  func statement() {
    for unit in PrivacyUnit.allCases {
      #expect(unit.statement.contains("Poisson-subsampled Gaussian"))
      #expect(unit.statement.contains("adding or removing one \(unit.rawValue)"))
      #expect(unit.statement.contains("unit of privacy: one \(unit.rawValue)"))
      #expect(unit.text.hasPrefix("one \(unit.rawValue)"))
      #expect(unit.short == "per \(unit.rawValue)")
    }
  }
}

/// Whether two numbers agree to a relative error; zero agrees with zero alone.
func isClose(_ left: Double, _ right: Double, _ tolerance: Double) -> Bool {
  left == right || abs(left - right) <= tolerance * abs(right)
}
