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
      .charge(Roster(members: [:], c: 1, t: 3, m: 3), shares: 3)
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

  @Test func anOwnCapEndsItForOneHospitalAndIsToldToNobody() throws {
    let ids = ["cap-1", "cap-2", "cap-3"]
    let trial = try Trial(ids: ids)
    try trial.foundUpToApproval()
    let said = try trial.approve("cap-2", maxEpsilon: epsilon(rounds: 1) * 1.0001)
    #expect(said.contains("own cap"))
    try trial.approve("cap-3")
    try trial.runAll(through: 1)
    let lines = try StandardError.lines(about: ids) {
      for id in ids + ids { try trial.run(id) }
    }
    #expect(
      lines.contains {
        $0.contains("cap-2 takes no further part") && $0.contains("own cap (--max-epsilon)")
      })
    for id in ["cap-1", "cap-3"] {
      #expect(lines.contains { $0.hasSuffix("\(id) round 2: waiting for masked of cap-2") })
      #expect(try charges(trial, id) == 2)
      #expect(trial.exists(trial.path(id, 2, "masked.json")))
      #expect(!trial.exists(trial.path(id, 2, "unmask-0.json")))
    }
    #expect(try charges(trial, "cap-2") == 1)
    #expect(!trial.exists(trial.path("cap-2", 2, "masked.json")))
    for (name, bytes) in try trial.snapshot(trial.shared) where name.hasSuffix(".json") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("maxEpsilon"), "\(name)")
    }
  }

  @Test func capsThatAreNoNumbersAreRefused() throws {
    let trial = try Trial()
    try trial.foundUpToApproval()
    for cap in [0, -1, .infinity, .nan] {
      #expect(failure { try trial.approve("h2", maxEpsilon: cap) }?.status == .usage)
      #expect(!trial.exists(trial.shared + "/h2/consortium/approval.json"))
    }
  }
}
