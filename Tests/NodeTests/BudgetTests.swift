import Artifacts
import DifferentialPrivacy
import Foundation
import Node
import Rounds
import Testing

/// Training ends before the budget, or a hospital's own cap, would be exceeded.
@Suite struct BudgetTests {
  /// What a number of rounds of the trial plan costs three hospitals.
  private func epsilon(rounds: Int) throws -> Double {
    let trial = try Trial()
    try trial.found()
    let plan = try trial.decode(
      Statement<PlanBody>.self, trial.shared + "/h1/consortium/plan.json"
    ).body.plan
    let charge = try RoundArithmetic(plan)
      .charge(Roster(members: [:], c: 1, t: 3, m: 3), members: 3, kind: .training, present: 3)
    var ledger = Ledger()
    for _ in 0..<rounds { ledger.append(charge) }
    return ledger.epsilon(delta: plan.privacy.delta.value, against: .coalition).epsilon
  }

  /// Rounds that a hospital has charged itself for.
  private func charges(_ trial: Trial, _ id: String) throws -> Int {
    try #require(trial.read(trial.state(id) + "/charges")).count { $0 == 0x0a }
  }

  @Test func thePlansBudgetEndsTrainingForAll() throws {
    let ids = ["budget-1", "budget-2", "budget-3"]
    let plan = TrialPlan(rounds: 5, epsilon: try epsilon(rounds: 2) * 1.0001)
    let trial = try Trial(plan, ids: ids)
    try trial.foundCompletely()
    try trial.runAll(through: 2)
    let said = try StandardError.lines(about: ids) {
      for id in ids + ids { try trial.run(id) }
    }
    for id in ids {
      #expect(
        said.contains {
          $0.hasSuffix("\(id) finished: the next round would exceed the plan's privacy budget")
        })
      #expect(trial.closedRound(id) == 2)
      #expect(try charges(trial, id) == 2)
      #expect(!trial.exists(trial.path(id, 3, "masked.json")))
    }
  }

  /// The last masked file that an own cap pays for says that its author leaves; the others do not
  /// wait, and with two left of three they end.
  @Test func anOwnCapLetsOneHospitalLeaveAndIsToldToNobody() throws {
    let ids = ["cap-1", "cap-2", "cap-3"]
    let trial = try Trial(ids: ids)
    try trial.foundUpToApproval()
    let said = try trial.approve("cap-2", maxEpsilon: epsilon(rounds: 1) * 1.0001)
    #expect(said.contains("own cap"))
    try trial.approve("cap-3")
    try trial.runAll(through: 1)
    let masked = try trial.decode(
      Statement<MaskedBody>.self, trial.path("cap-2", 1, "masked.json"))
    #expect(masked.body.leave)
    let lines = try StandardError.lines(about: ids) {
      for id in ids + ids { try trial.run(id) }
    }
    for id in ids {
      #expect(lines.contains { $0.contains("\(id) ended: fewer hospitals are left") }, "\(lines)")
      #expect(try charges(trial, id) == 1)
      #expect(!trial.exists(trial.path(id, 2, "masked.json")))
    }
    for (name, bytes) in try trial.snapshot(trial.shared) where name.hasSuffix(".json") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("maxEpsilon"), "\(name)")
    }
  }

  /// Of four the others go on without it.
  @Test func threeOfFourGoOnWhenOneHasReachedItsCap() throws {
    let ids = ["four-1", "four-2", "four-3", "four-4"]
    let trial = try Trial(TrialPlan(rounds: 2), ids: ids)
    try trial.foundUpToApproval()
    try trial.approve("four-2", maxEpsilon: epsilon(rounds: 1) * 1.0001)
    for id in ["four-3", "four-4"] { try trial.approve(id) }
    for _ in 0..<12 { for id in ids { try trial.run(id) } }
    for id in ["four-1", "four-3", "four-4"] {
      #expect(trial.closedRound(id) == 2)
      #expect(try charges(trial, id) == 2)
    }
    #expect(try charges(trial, "four-2") == 1)
    #expect(!trial.exists(trial.path("four-2", 2, "masked.json")))
  }

  /// A cap that is no number, or that pays for no round: that would hold up all others in the first.
  @Test(arguments: [0, -1, .infinity, .nan, 0.01])
  func capsThatCannotBeMeantAreRefused(_ cap: Double) throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    let refused = failure { try trial.approve("h2", maxEpsilon: cap) }
    #expect(refused?.status == .usage)
    #expect(refused?.message.contains("pays for no further round") == (cap == 0.01))
    #expect(!trial.exists(trial.shared + "/h2/consortium/approval.json"))
  }
}
