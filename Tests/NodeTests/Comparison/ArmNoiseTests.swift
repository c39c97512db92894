import Artifacts
import Datasets
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Testing

@testable import Node

/// The noise of a comparison's private arms: as much as their epsilon needs, and really there.
@Suite struct ArmNoiseTests {
  private func plan(census: Bool = false) throws -> Plan {
    try PlanFile.parse(
      TrialPlan(
        rounds: 20, samplingRate: 0.2, isTable: true,
        counts: census ? "[census]\nnoise_multiplier = 4.0" : ""
      ).text, file: "plan.toml")
  }

  private func ledger(_ plan: Plan, _ roster: Roster) throws -> Ledger {
    let arithmetic = try RoundArithmetic(plan)
    return Ledger(
      try (1...arithmetic.schedule.lastRound).map {
        try arithmetic.charge(roster, round: $0, present: roster.members.count)
      })
  }

  @Test(arguments: [2, 8.0], [false, true])
  func theNoiseKeepsItsEpsilonAndNoMore(_ target: Double, _ census: Bool) throws {
    let plans = try ArmPlans(plan(census: census), hospitals: 4, seed: 1)
    let roster = try plans.roster()
    let privacy = try plans.decaph(epsilon: target)
    let delta = plans.base.privacy.delta.value
    let all = try ledger(privacy.plan, roster)
    #expect(all.entries.count == (census ? 21 : 20))
    #expect(all.epsilon(delta: delta, against: .coalition).epsilon <= target)
    #expect(privacy.epsilon <= target && privacy.epsilon > 0.999 * target)
    #expect(privacy.outside < privacy.epsilon)
    var less = privacy.plan
    less.privacy.noiseMultiplier = Real(privacy.noiseMultiplier - 0.001)
    #expect(
      try ledger(less, roster).epsilon(delta: delta, against: .coalition).epsilon > target)
  }

  /// Of one hospital's own noise the accountant is its own: its rate, its multiplier, no others.
  @Test func aHospitalsOwnNoiseKeepsItsEpsilonAlone() throws {
    let plans = try ArmPlans(plan(), hospitals: 4, seed: 1)
    var multipliers: [Double] = []
    for records in [20, 80] {
      let privacy = try plans.local(records: records, batch: 10, epsilon: 4)
      #expect(privacy.plan.training.samplingRate == Real(10 / Double(records)))
      var accountant = PrivacyAccountant()
      accountant.compose(
        try SampledGaussian(
          samplingRate: 10 / Double(records), noiseMultiplier: privacy.noiseMultiplier),
        count: 20)
      let epsilon = accountant.epsilon(delta: plans.base.privacy.delta.value).epsilon
      #expect(epsilon <= 4.0001 && epsilon > 3.99)
      multipliers.append(privacy.noiseMultiplier)
    }
    #expect(multipliers[0] > multipliers[1])
  }

  @Test func aCensusThatCostsTooMuchIsRefused() throws {
    let plans = try ArmPlans(plan(census: true), hospitals: 4, seed: 1)
    let error = failure { _ = try plans.decaph(epsilon: 0.2) }
    #expect(error?.status == .badData)
    #expect(error?.message.contains("census alone costs more") == true)
  }

  /// Without any record a sum is its noise: z C sqrt(n / (n - c)) with one noise for all, z C from
  /// each hospital by itself.
  @Test(arguments: [false, true])
  func theNoiseHasItsVariance(_ isLocal: Bool) throws {
    let plans = try ArmPlans(plan(), hospitals: 4, seed: 1)
    let empty = try LocalRecords(
      Dataset(shape: [3], examples: [], labels: [], classes: ["no", "yes"], ids: []),
      plan: plans.base, session: .zero)
    let privacy =
      try isLocal
      ? plans.local(records: 50, batch: 10, epsilon: 4) : plans.decaph(epsilon: 4)
    let roster = try isLocal ? Roster.inMemory(alone: 4) : plans.roster()
    let consortium = try MemoryConsortium(
      [empty, empty, empty, empty], plan: privacy.plan, roster: roster,
      draws: InsecureSeededDraws(seed: 1, arm: "variance"))
    let model = try consortium.arithmetic.initialModel().state
    let step = try consortium.arithmetic.grid(roster).step
    var (squares, count) = (0.0, 0.0)
    for round in 1...400 {
      var sum = [Double](repeating: 0, count: model.parameters.count)
      for vector in try consortium.vectors(model, round: round) {
        for (place, value) in vector.signedValues.enumerated() {
          sum[place] += Double(value) * step
        }
      }
      squares += sum.reduce(0) { $0 + $1 * $1 }
      count += Double(sum.count)
    }
    let clip = privacy.plan.training.clipNorm.value
    let expected = privacy.noiseMultiplier * clip * (isLocal ? 2 : (4.0 / 3).squareRoot())
    // 3,200 numbers: the deviation is known to 1.3 %.
    #expect(abs((squares / count).squareRoot() / expected - 1) < 0.05)
  }
}
