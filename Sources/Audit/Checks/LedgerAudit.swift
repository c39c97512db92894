import Artifacts
import DifferentialPrivacy

/// Recomputes what the rounds cost together, and whether the plan allowed it.
struct LedgerAudit {
  let plan: Plan

  /// Adds up the charges of rounds 1 to `last`.
  ///
  /// - Parameter result: the result of a round, if it is here.
  func check(_ last: Int, result: (Int) -> ResultDocument?) -> [Finding] {
    guard last > 0 else { return [] }
    var ledger = Ledger()
    for round in 1...last {
      guard let entries = result(round)?.ledger else {
        return [
          Finding(
            .wait, .ledger, "the result of round \(round) is not here, so the sum is open",
            file: "\(Place.roundFolder(round))/result.json", next: "wait for the transfer")
        ]
      }
      for entry in entries { ledger.append(entry) }
    }
    let delta = plan.privacy.delta.value
    let coalition = ledger.epsilon(delta: delta, against: .coalition)
    let outside = ledger.epsilon(delta: delta, against: .outsideWorld)
    let text =
      "rounds 1 to \(last) cost epsilon \(Self.text(coalition.epsilon)) against the tolerated "
      + "colluders, \(Self.text(outside.epsilon)) against everybody else, at delta "
      + "\(plan.privacy.delta); unit: one example; neighbours: add or remove one; budget "
      + "\(plan.privacy.epsilon)"
    guard let budget = try? PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: delta),
      !ledger.exceeds(budget)
    else {
      return [
        Finding(
          .fail, .ledger, "the budget is exceeded: " + text,
          next: "stop the consortium; every hospital should have refused")
      ]
    }
    return [Finding(.ok, .ledger, text)]
  }

  private static func text(_ epsilon: Double) -> String {
    String((epsilon * 1000).rounded(.up) / 1000)
  }
}
