import Artifacts
import Foundation
import Learning
import Rounds
import Sodium
import Testing

@testable import Node

/// How much a hospital computes in a round, and what it publishes, do not tell its data.
@Suite struct PaddingTests {
  /// Efforts of some rounds' work on the same data with different samples.
  private func efforts(isPadded: Bool, records: [[Int]]? = nil) throws -> [Effort] {
    let plan = try PlanFile.parse(TrialPlan(samplingRate: 0.3).text, file: "plan.toml")
    let trial = try Trial(TrialPlan(samplingRate: 0.3))
    try trial.foundCompletely()
    for _ in 0..<3 { for id in trial.ids { try trial.run(id) } }
    let basis = try trial.basis()
    let hospital = try Hospital.open(
      StateLocation(directory: trial.shared, id: "h1", state: trial.state("h1")))
    let dataset = try ExampleLoader(hospital: hospital, plan: plan).load { _ in }
    let trainer = try LocalTrainer(
      LocalRecords(dataset, records: records, plan: plan, session: basis.session), plan: plan,
      isPadded: isPadded)
    let model = try RoundArithmetic(plan).initialModel().state
    return try (0..<12).map { _ in
      let before = trainer.effort
      _ = try trainer.vector(model: model, basis: basis)
      return trainer.effort - before
    }
  }

  @Test func everyRoundComputesAsMuch() throws {
    let padded = try efforts(isPadded: true)
    #expect(Set(padded).count == 1, "\(padded)")
    #expect(Set(try efforts(isPadded: false)).count > 1)
    let patients = (0..<10).map { [3 * $0, 3 * $0 + 1, 3 * $0 + 2] }
    #expect(Set(try efforts(isPadded: true, records: patients)).count == 1)
  }

  @Test func paddingIsOnUntilItIsSwitchedOff() throws {
    let trial = try Trial(TrialPlan(rounds: 1))
    try trial.foundCompletely()
    func isPadded() throws -> Bool {
      try Hospital.open(
        StateLocation(directory: trial.shared, id: "h2", state: trial.state("h2"))
      ).settings.isPadded
    }
    func run(_ isPadded: Bool?) throws {
      try NodeRunner(
        directory: trial.shared, id: "h2", state: trial.state("h2"), data: nil,
        isPadded: isPadded, once: true, rounds: nil, poll: 1, log: .text
      ).run()
    }
    #expect(try isPadded())
    try run(false)
    #expect(try !isPadded())
    try run(nil)
    #expect(try !isPadded())
    try run(true)
    #expect(try isPadded())
    try trial.runAll(through: 1)
  }

  @Test func aWorkloadIsSeldomExceeded() {
    for (count, rate) in [(1, 0.01), (30, 0.5), (100, 0.1), (1000, 0.02), (1024, 0.3)] {
      let enough = Workload.enough(of: count, largest: 1, rate)
      #expect(enough <= 2 * count)
      #expect(tail(count, rate, above: enough) < 0x1p-20)
      // Only the power of two above shows.
      var power = 1
      while power < count { power *= 2 }
      #expect(Workload.enough(of: power, largest: 1, rate) == enough)
      #expect(Workload.enough(of: power / 2 + 1, largest: 1, rate) == enough)
    }
    #expect(Workload.enough(of: 0, largest: 1, 0.5) == 0)
    #expect(Workload.enough(of: 700, largest: 1, 1) == 1024)
    // 100 patients with 7 further images each: a sample of 10 has 70, seldom more than 280.
    let further = Workload.enough(of: 700, largest: 7, 0.1)
    #expect(tail(100, 0.1, above: further / 7) < 0x1p-20)
    #expect(further < 700)
  }

  /// The probability that a binomial number is above a bound.
  private func tail(_ count: Int, _ rate: Double, above bound: Int) -> Double {
    guard bound < count else { return 0 }
    return (bound + 1...count).reduce(0) { sum, k in
      let choices =
        lgamma(Double(count + 1)) - lgamma(Double(k + 1)) - lgamma(Double(count - k + 1))
      return sum + exp(choices + Double(k) * log(rate) + Double(count - k) * log1p(-rate))
    }
  }
}

extension Trial {
  /// What round 1 stands on.
  func basis() throws -> RoundBasis {
    let genesis = try #require(read(path("h1", 0, "result.json")))
    let manifest = try #require(read(shared + "/h1/consortium/manifest.json"))
    return try RoundBasis(
      after: CanonicalJSON.decode(ResultDocument.self, from: genesis, file: "result.json"),
      digest: Digest(hashing: genesis),
      manifest: CanonicalJSON.decode(Manifest.self, from: manifest, file: "manifest.json"))
  }
}
