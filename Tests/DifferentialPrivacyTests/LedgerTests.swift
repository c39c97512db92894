import DifferentialPrivacy
import Testing

@Suite struct LedgerTests {
  struct SharesCase: Decodable {
    let q: Double
    let z: Double
    let steps: Int
    let delta: Double
    let n: Int
    let missing: Int
    let sigma: Double
    let epsilon: Double
    let pessimisticPLD: Double
  }

  private static func entry(
    q: Double = 0.01, z: Double = 1, honest: Int = 4, shares: Int = 5, colluders: Int = 1,
    kind: LedgerEntry.Kind = .training
  ) throws -> LedgerEntry {
    let grid = try IntegerGrid(
      clipNorm: 1, noiseMultiplier: z, log2Scale: 16, honestShares: honest)
    return try LedgerEntry(
      kind: kind, sampling: PoissonSampling(rate: q),
      variance: DiscreteGaussian(log2Scale: grid.log2Scale).variance,
      sensitivity: grid.sensitivity, shares: shares, colluders: colluders)
  }

  @Test("missing and colluding shares, against the reference")
  func shares() throws {
    let cases = try VectorFile<SharesCase>.load("missing-shares")
    #expect(cases.count == 50)
    for expected in cases {
      var exact = RenyiAccountant()
      exact.compose(
        try SampledGaussian(samplingRate: expected.q, noiseMultiplier: expected.sigma),
        count: expected.steps)
      #expect(isClose(exact.epsilon(delta: expected.delta).epsilon, expected.epsilon, 1e-9))
      var closer = PrivacyLossAccountant()
      closer.compose(
        try SampledGaussian(samplingRate: expected.q, noiseMultiplier: expected.sigma),
        count: expected.steps)
      #expect(isClose(closer.epsilon(delta: expected.delta).epsilon, expected.pessimisticPLD, 2e-3))
      // On the integer grid the noise is larger by less than one step in S.
      let present = expected.n - expected.missing
      for (shares, colluders, observer) in [
        (expected.n, expected.missing, Observer.coalition), (present, 0, .outsideWorld),
        (present, 0, .coalition),
      ] {
        let entry = try Self.entry(
          q: expected.q, z: expected.z, honest: expected.n, shares: shares, colluders: colluders)
        var accountant = RenyiAccountant()
        accountant.compose(entry.step(against: observer), count: expected.steps)
        let epsilon = accountant.epsilon(delta: expected.delta).epsilon
        #expect(epsilon <= expected.epsilon * (1 + 1e-11))
        #expect(isClose(epsilon, expected.epsilon, 1e-4))
      }
    }
  }

  @Test("a coalition sees more than the outside world, and both follow from the integers")
  func observers() throws {
    let entry = try Self.entry()
    // S = floor(2^16 sqrt(4) / 1) = 2^17.
    #expect(entry.effectiveNoiseMultiplier(against: .coalition) == 1)
    #expect(entry.effectiveNoiseMultiplier(against: .outsideWorld) == 5.0.squareRoot() / 2)
    let ledger = Ledger(repeatElement(entry, count: 1000))
    let outside = ledger.epsilon(delta: 1e-5, against: .outsideWorld)
    let coalition = ledger.epsilon(delta: 1e-5, against: .coalition)
    #expect(outside.epsilon < coalition.epsilon)
    #expect(isClose(coalition.epsilon, 1.8282436455855091, 1e-4))
    #expect(coalition.accountant == PrivacyLossAccountant.name)
  }

  @Test("a coalition that made all of the noise sees everything")
  func everybodyColludes() throws {
    let ledger = Ledger([try Self.entry(shares: 2, colluders: 2)])
    #expect(ledger.epsilon(delta: 1e-5, against: .coalition).epsilon == .infinity)
    #expect(ledger.epsilon(delta: 1e-5, against: .outsideWorld).epsilon.isFinite)
    let more = Ledger([try Self.entry(shares: 2, colluders: 3)])
    #expect(more.epsilon(delta: 1e-5, against: .coalition).epsilon == .infinity)
  }

  @Test("the last round within the budget is allowed, the next is not")
  func budget() throws {
    let entry = try Self.entry(q: 0.05)
    let budget = try PrivacyBudget(epsilon: 3, delta: 1e-5)
    var ledger = Ledger()
    let rounds = Calibration.steps(within: budget, of: entry.step(against: .coalition))
    #expect(rounds > 10)
    for _ in 0..<rounds {
      #expect(!ledger.wouldExceed(budget, next: entry))
      ledger.append(entry)
    }
    #expect(ledger.wouldExceed(budget, next: entry))
    #expect(!ledger.exceeds(budget))
    // The outside world, before which all shares count, could see more rounds.
    #expect(!ledger.wouldExceed(budget, next: entry, against: .outsideWorld))
    ledger.append(entry)
    #expect(ledger.exceeds(budget))
    #expect(!ledger.exceeds(budget, against: .outsideWorld))
  }

  @Test("a round with more noise may still fit where the usual one does not")
  func gentlerRound() throws {
    let budget = try PrivacyBudget(epsilon: 3, delta: 1e-5)
    let entry = try Self.entry(q: 0.05)
    let rounds = Calibration.steps(within: budget, of: entry.step(against: .coalition))
    let ledger = Ledger(repeatElement(entry, count: rounds))
    let census = try Self.entry(q: 1, z: 400, kind: .census)
    #expect(ledger.wouldExceed(budget, next: entry))
    #expect(!ledger.wouldExceed(budget, next: census))
  }

  @Test("asking changes nothing; equal charges give equal bits")
  func values() throws {
    let entries = try [
      Self.entry(), Self.entry(shares: 4), Self.entry(), Self.entry(q: 1, z: 30, kind: .evaluation),
    ]
    let ledger = Ledger(entries)
    var copy = ledger
    let budget = try PrivacyBudget(epsilon: 1, delta: 1e-5)
    _ = ledger.wouldExceed(budget, next: entries[0])
    for observer in Observer.allCases {
      #expect(
        ledger.epsilon(delta: 1e-5, against: observer)
          == Ledger(entries).epsilon(delta: 1e-5, against: observer))
      #expect(
        isClose(
          Ledger(entries.reversed()).epsilon(delta: 1e-5, against: observer).epsilon,
          ledger.epsilon(delta: 1e-5, against: observer).epsilon, 1e-8))
    }
    copy.append(entries[0])
    #expect(ledger.entries == entries)
    #expect(copy != ledger)
    #expect(Ledger().epsilon(delta: 1e-5, against: .coalition).epsilon == 0)
  }

  @Test("the smaller bound is reported with its name")
  func smallerBound() throws {
    let usual = Ledger(repeatElement(try Self.entry(), count: 10))
    // Without sampling and with next to no noise the distribution is too wide for doubles.
    let bare = Ledger([try Self.entry(q: 1, z: 0.01, honest: 4)])
    for (ledger, name) in [(usual, "PLD"), (bare, "RDP")] {
      var accountants = PrivacyAccountant()
      for entry in ledger.entries { accountants.compose(entry.step(against: .coalition)) }
      let guarantee = ledger.epsilon(delta: 1e-5, against: .coalition)
      let both = [
        accountants.renyi.epsilon(delta: 1e-5), accountants.lossDistribution.epsilon(delta: 1e-5),
      ]
      #expect(guarantee.accountant == name)
      #expect(guarantee.epsilon == both.map(\.epsilon).min())
      #expect(both.contains(guarantee))
      #expect((guarantee.order == nil) == (name == "PLD"))
    }
  }

  @Test("the margin between what is allowed and what an audit calls exceeded")
  func margin() throws {
    let ledger = Ledger(repeatElement(try Self.entry(), count: 100))
    let guarantee = ledger.epsilon(delta: 1e-5, against: .coalition)
    let same = try PrivacyBudget(epsilon: guarantee.epsilon, delta: 1e-5)
    #expect(!same.allows(guarantee))
    #expect(!same.isExceeded(by: guarantee))
    let more = try PrivacyBudget(epsilon: guarantee.epsilon * (1 + 1e-6), delta: 1e-5)
    #expect(more.allows(guarantee))
    var renyi = RenyiAccountant()
    renyi.compose(try Self.entry().step(against: .coalition), count: 100)
    let byOrders = renyi.epsilon(delta: 1e-5)
    #expect(!(try PrivacyBudget(epsilon: byOrders.epsilon, delta: 1e-5)).allows(byOrders))
    #expect(
      try PrivacyBudget(epsilon: byOrders.epsilon * (1 + 1e-11), delta: 1e-5).allows(byOrders))
    let less = try PrivacyBudget(epsilon: guarantee.epsilon.nextDown, delta: 1e-5)
    #expect(less.isExceeded(by: guarantee))
    // A guarantee at a larger delta says nothing about the budget.
    let stricter = try PrivacyBudget(epsilon: 100, delta: 1e-6)
    #expect(!stricter.allows(guarantee))
    #expect(stricter.isExceeded(by: guarantee))
  }
}
