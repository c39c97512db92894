import DifferentialPrivacy
import Testing

@Suite struct RenyiDivergenceTests {
  struct OrderCase: Decodable {
    let q: Double
    let sigma: Double
    let alpha: Double
    let divergence: String
  }

  /// The divergences of each distinct step at the orders that the vectors ask for.
  private static func check(_ file: String, count: Int, tolerance: (Double) -> Double) throws {
    let cases = try VectorFile<OrderCase>.load(file)
    #expect(cases.count == count)
    let orders = RenyiOrders(Set(cases.map(\.alpha)).sorted())
    var curves: [SampledGaussian: [Double]] = [:]
    for expected in cases {
      let step = try SampledGaussian(samplingRate: expected.q, noiseMultiplier: expected.sigma)
      let curve =
        curves[step]
        ?? {
          var accountant = RenyiAccountant(orders: orders)
          accountant.compose(step)
          return accountant.divergences
        }()
      curves[step] = curve
      let index = try #require(orders.values.firstIndex(of: expected.alpha))
      let truth = try #require(Double(expected.divergence))
      let error = abs(curve[index] - truth) / truth
      #expect(
        error <= tolerance(expected.alpha),
        "q \(expected.q), z \(expected.sigma), order \(expected.alpha): relative error \(error)")
    }
  }

  @Test("304 divergences against 40-digit quadrature")
  func quadrature() throws {
    try Self.check("orders", count: 304) { _ in 1e-10 }
  }

  @Test("orders up to 2048, rates down to 2^-64, noise down to 0.06 against 60 digits")
  func extremes() throws {
    try Self.check("orders-extreme", count: 88) { _ in 1e-10 }
  }

  @Test("without sampling the divergence is a/(2 z^2)")
  func unsampled() throws {
    var accountant = RenyiAccountant()
    accountant.compose(try SampledGaussian(samplingRate: 1, noiseMultiplier: 3))
    #expect(accountant.divergences == accountant.orders.values.map { $0 / 18 })
  }

  @Test("sampling amplifies: the divergence is below the Gaussian's, and grows with the order")
  func amplification() throws {
    for z in [0.01, 0.049, 0.05, 0.2, 1, 30] {
      var sampled = RenyiAccountant()
      sampled.compose(try SampledGaussian(samplingRate: 0.9999, noiseMultiplier: z))
      var whole = RenyiAccountant()
      whole.compose(try SampledGaussian(samplingRate: 1, noiseMultiplier: z))
      for (less, more) in zip(sampled.divergences, whole.divergences) {
        #expect(less > 0 && less <= more)
      }
      // The bound that stands in below z = 0.05 applies to fractional orders alone.
      guard z >= 0.05 else { continue }
      let divergences = sampled.divergences
      #expect(zip(divergences, divergences.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test("no noise is infinite loss")
  func noNoise() throws {
    var accountant = RenyiAccountant()
    accountant.compose(try SampledGaussian(samplingRate: 0.01, noiseMultiplier: 0))
    #expect(accountant.divergences.allSatisfy { $0 == .infinity })
    #expect(accountant.epsilon(delta: 1e-5).epsilon == .infinity)
  }

  @Test("the orders are those of the specification")
  func orders() {
    let orders = RenyiOrders.standard.values
    #expect(orders.count == 191)
    #expect(orders.prefix(9) == [1.02, 1.03, 1.04, 1.05, 1.06, 1.07, 1.08, 1.09, 1.1])
    #expect(orders.contains(10.9) && orders.contains(11) && orders.contains(64))
    #expect(orders.suffix(15).first == 128 && orders.last == 2048)
  }

  @Test(
    "impossible steps are refused",
    arguments: [
      (0, 1), (-0.1, 1), (1.1, 1), (.nan, 1), (1e-30, 1), (0.1, -1), (0.1, .nan),
      (0.1, .infinity), (0.1, 1e-30), (0.1, 1e30),
    ] as [(Double, Double)])
  func refusals(q: Double, z: Double) {
    #expect(throws: DifferentialPrivacyError.self) {
      try SampledGaussian(samplingRate: q, noiseMultiplier: z)
    }
  }
}
