import Artifacts
import Datasets
import DifferentialPrivacy
import Foundation
import Learning
import ModelUpdate
import Rounds
import Sodium
import Testing

@testable import Node

/// The claim against ourselves: an attack on the whole pipeline of a hospital, from its records to
/// the sum of the honest members, estimates epsilon from below and never finds more than is charged.
@Suite struct EpsilonAttackTests {
  private static let census = "[census]\nnoise_multiplier = 1.0"

  /// A consortium of three of whom one colludes: what it cannot subtract is two hospitals' sum.
  private struct Setting {
    let plan: Plan
    let basis: RoundBasis
    let with: LocalTrainer
    let without: LocalTrainer
    let model: ModelState
    let kind: LedgerEntry.Kind

    init(_ kind: LedgerEntry.Kind, noiseMultiplier: Double = 1) throws {
      self.kind = kind
      let trial = try Trial(
        TrialPlan(rounds: 2, isTable: true, counts: kind == .census ? census : ""))
      try trial.foundCompletely()
      for _ in 0..<3 { for id in trial.ids { try trial.run(id) } }
      var plan = try PlanFile.load(trial.root + "/plan.toml")
      plan.privacy.noiseMultiplier = Real(noiseMultiplier)
      let basis = try trial.firstBasis(plan)
      (self.plan, self.basis) = (plan, basis)
      let trainer = { [plan] (labels: [Int]) throws -> LocalTrainer in
        let dataset = Dataset(
          shape: [3], examples: labels.flatMap { _ in [1, 1, 0] as [Float] }, labels: labels,
          classes: plan.data.classes, ids: labels.map { "\($0)" })
        return try LocalTrainer(
          LocalRecords(dataset, plan: plan, session: basis.session), plan: plan, isPadded: false)
      }
      with = try trainer([1])
      without = try trainer([])
      model = try RoundArithmetic(plan).initialModel().state
    }

    /// Projections of the sum of two honest members onto what the one record adds, in units of S:
    /// one is the record's whole contribution.
    func projections(withRecord: Bool, count: Int) throws -> [Double] {
      let direction = try contribution()
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let source = withRecord ? with : without
      return try (0..<count).map { _ in
        let sum = zip(
          try source.vector(model: model, basis: basis).signedValues,
          try without.vector(model: model, basis: basis).signedValues
        ).map { Double($0 &+ $1) }
        return zip(sum, direction).reduce(0) { $0 + $1.0 * $1.1 } / (norm * norm)
      }
    }

    /// What the record adds where it is in: by this program's own arithmetic, without noise.
    private func contribution() throws -> [Double] {
      let arithmetic = try RoundArithmetic(plan)
      let records = try LocalRecords(
        Dataset(
          shape: [3], examples: [1, 1, 0], labels: [1], classes: plan.data.classes, ids: ["1"]),
        plan: plan, session: basis.session)
      if kind == .census {
        let unit = try arithmetic.countGrid(basis.roster, .census).unit
        return RecordCounts(records: records, unit: unit).census(arithmetic.censusLayout)
          .map(Double.init)
      }
      let grid = try arithmetic.grid(basis.roster)
      return try Learner(plan.model).clippedSum(
        parameters: model.parameters, examples: records.examples, indices: [0],
        clipping: Clipping(norm: grid.clipNorm, gridStep: grid.step)
      ).sum.map(Double.init)
    }

    /// What one round is charged against the coalition.
    func claim(delta: Double, noiseMultiplier: Double = 1) throws -> Double {
      var plan = plan
      plan.privacy.noiseMultiplier = Real(noiseMultiplier)
      var ledger = Ledger()
      ledger.append(
        try RoundArithmetic(plan).charge(basis.roster, round: 1, shares: basis.roster.m))
      return ledger.epsilon(delta: delta, against: .coalition).epsilon
    }
  }

  /// The largest epsilon that the samples prove, over thresholds in both directions; wrong with a
  /// probability far below one in ten thousand.
  private func provenEpsilon(_ with: [Double], _ without: [Double], delta: Double) -> Double {
    var best = 0.0
    for threshold in stride(from: -3.0, through: 4, by: 0.25) {
      let inside = share(with) { $0 > threshold }
      let outside = share(without) { $0 > threshold }
      for (hit, miss) in [
        (inside, outside), (1 - outside, 1 - inside), (outside, inside), (1 - inside, 1 - outside),
      ] {
        let margin = 5.5 / Double(with.count).squareRoot()
        // Five and a half standard deviations of a share, and more for rare events.
        let low = hit - margin * (hit * (1 - hit)).squareRoot() - 5 / Double(with.count)
        let high = miss + margin * (miss * (1 - miss)).squareRoot() + 20 / Double(with.count)
        if low > delta { best = max(best, log((low - delta) / high)) }
      }
    }
    return best
  }

  private func share(_ values: [Double], _ holds: (Double) -> Bool) -> Double {
    Double(values.count(where: holds)) / Double(values.count)
  }

  @Test(arguments: [LedgerEntry.Kind.training, .census])
  func anAttackNeverFindsMoreThanIsCharged(_ kind: LedgerEntry.Kind) throws {
    let setting = try Setting(kind)
    let count = 20_000
    let found = provenEpsilon(
      try setting.projections(withRecord: true, count: count),
      try setting.projections(withRecord: false, count: count), delta: 1e-5)
    let claim = try setting.claim(delta: 1e-5)
    #expect(found <= claim, "\(found) of \(claim)")
    // A lower bound from samples is far from a bound for all outcomes, but it is not nothing.
    #expect(found > 0.05 * claim, "\(found) of \(claim)")
  }

  /// With an eighth of the noise that is charged the attack shows it.
  @Test func tooLittleNoiseIsFound() throws {
    let setting = try Setting(.training, noiseMultiplier: 0.125)
    let count = 20_000
    let found = provenEpsilon(
      try setting.projections(withRecord: true, count: count),
      try setting.projections(withRecord: false, count: count), delta: 1e-5)
    let claim = try setting.claim(delta: 1e-5, noiseMultiplier: 1)
    #expect(found > claim, "\(found) of \(claim)")
  }

  /// Every contribution carries the whole noise of a member, also one of no records at all.
  @Test(arguments: [LedgerEntry.Kind.training, .census])
  func everyContributionHasTheNoiseOfItsMember(_ kind: LedgerEntry.Kind) throws {
    let setting = try Setting(kind)
    var squares = 0.0
    var seen: [[Int64]] = []
    for _ in 0..<2000 {
      let noise = try setting.without.vector(model: setting.model, basis: setting.basis)
        .signedValues
      squares += noise.reduce(0) { $0 + Double($1) * Double($1) } / Double(noise.count)
      seen.append(noise)
    }
    // s = 2^16; the mean of 2,000 squares times the coordinates is within 12 % of s^2.
    #expect(abs(squares / 2000 / 0x1p32 - 1) < 0.12, "\(squares / 2000 / 0x1p32)")
    #expect(Set(seen).count == seen.count)
  }
}

extension Trial {
  /// What round 1 stands on, under a plan like the manifest's.
  func firstBasis(_ plan: Plan) throws -> RoundBasis {
    let manifest = try decode(Manifest.self, "\(shared)/\(ids[0])/consortium/manifest.json")
    let path = path(ids[0], 0, "result.json")
    let result = try decode(ResultDocument.self, path)
    return try RoundBasis(
      after: result, digest: Digest(hashing: try #require(read(path))),
      manifest: Manifest(
        coordinator: manifest.coordinator, members: manifest.members, plan: plan))
  }
}
