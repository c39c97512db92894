import Artifacts
import DifferentialPrivacy
import Rounds
import Sodium

/// Recomputes what the rounds cost together, and whether the plan allowed it.
struct LedgerAudit {
  let manifest: Manifest
  let genesis: RoundOutcome

  /// Adds up the charges of rounds 1 to `last`, along the chain of results back to genesis.
  ///
  /// - Parameters:
  ///   - tip: the result of round `last`, audited.
  ///   - copy: the published result of a round with a digest, if it is here.
  func check(
    _ last: Int, tip: Verified<ResultDocument>, copy: (Int, Digest) -> Verified<ResultDocument>?
  ) -> [Finding] {
    var chain = [tip.content]
    while let first = chain.last, first.round > 1 {
      guard let before = copy(first.round - 1, first.K) else {
        return [
          Finding(
            .wait, .ledger,
            "the result of round \(first.round - 1) on which round \(first.round) stands is not "
              + "here, so the sum is open",
            file: "\(Place.roundFolder(first.round - 1))/result.json",
            next: "wait for the transfer")
        ]
      }
      chain.append(before.content)
    }
    guard chain.last?.K == genesis.K else {
      return [
        Finding(
          .fail, .links, "the chain of results does not begin with this consortium's genesis",
          file: tip.place.json, next: "keep the folder, tell the consortium")
      ]
    }
    return sum(chain.reversed(), tip)
  }

  /// The charges of a whole chain, each compared with what its round must have cost.
  private func sum(_ chain: [ResultDocument], _ tip: Verified<ResultDocument>) -> [Finding] {
    let plan = manifest.plan
    var ledger = Ledger()
    var roster = genesis.result.roster
    for result in chain {
      let charge = try? RoundArithmetic(plan).charge(roster, shares: result.set.members.count)
      guard result.ledger == charge.map({ [$0] }) else {
        return [
          Finding(
            .fail, .ledger, round: result.round, "names another charge than the round's",
            file: "\(Place.roundFolder(result.round))/result.json",
            next: "its publisher signed a false ledger")
        ]
      }
      for entry in result.ledger { ledger.append(entry) }
      roster = result.roster
    }
    let last = tip.content.round
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
