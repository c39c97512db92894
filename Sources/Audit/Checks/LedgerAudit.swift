import Artifacts
import DifferentialPrivacy
import Rounds
import Sodium

/// Recomputes what the rounds cost together, and whether the plan allowed it.
struct LedgerAudit {
  let library: ResultLibrary
  /// The restarts that were followed, by round.
  let restarts: [Int: Restart]
  private var manifest: Manifest { library.manifest }

  /// Adds up the charges of rounds 1 to the tip's, along the chain of results back to genesis.
  ///
  /// - Parameter tip: the newest audited result.
  func check(_ tip: KnownResult) -> [Finding] {
    var chain = [tip]
    while let first = chain.last, first.content.round > 0 {
      let round = restarts[first.content.round]?.body.tipRound ?? first.content.round - 1
      guard let before = library.find(first.content.K, round: round) else {
        guard round > 0 else { return [notOurs(tip)] }
        return [
          Finding(
            .wait, .ledger,
            "the result of round \(round) on which round \(first.content.round) stands is not "
              + "here, so the sum is open",
            file: "\(Place.roundFolder(round))/result.json",
            next: "wait for the transfer")
        ]
      }
      chain.append(before)
    }
    guard chain.last?.digest == library.genesis.K else { return [notOurs(tip)] }
    return sum(chain.reversed())
  }

  private func notOurs(_ tip: KnownResult) -> Finding {
    Finding(
      .fail, .links, "the chain of results does not begin with this consortium's genesis",
      file: tip.file, next: "keep the folder, tell the consortium")
  }

  /// The charges of a whole chain, each compared with what its round must have cost.
  private func sum(_ chain: [KnownResult]) -> [Finding] {
    var ledger = Ledger()
    for (before, result) in zip(chain, chain.dropFirst()) {
      guard result.content.ledger == charge(result.content, after: before.content) else {
        return [
          Finding(
            .fail, .ledger, round: result.content.round, "names another charge than the round's",
            file: result.file, next: "its publisher signed a false ledger")
        ]
      }
      for entry in result.content.ledger { ledger.append(entry) }
    }
    return [verdict(ledger, upTo: chain.last?.content.round ?? 0)]
  }

  /// What a round must have cost: its sum; where nothing was opened, as if the dearest had been.
  private func charge(
    _ result: ResultDocument, after before: ResultDocument
  ) -> [LedgerEntry]? {
    switch result.outcome {
    case .genesis: return nil
    case .restart:
      return try? restarts[result.round]?.result(tip: before, manifest: manifest).ledger
    case .full, .cut, .unusable, .void:
      let present = result.outcome == .void ? nil : result.set.members.count
      return try? [
        RoundArithmetic(manifest.plan).charge(
          before.roster, round: result.round, present: present)
      ]
    }
  }

  private func verdict(_ ledger: Ledger, upTo last: Int) -> Finding {
    let plan = manifest.plan
    let delta = plan.privacy.delta.value
    let coalition = ledger.epsilon(delta: delta, against: .coalition)
    let outside = ledger.epsilon(delta: delta, against: .outsideWorld)
    let text =
      "rounds 1 to \(last) cost epsilon \(Self.text(coalition)) \(plan.privacy.unit.short) "
      + "against the tolerated colluders, \(Self.text(outside)) against everybody else, at delta "
      + "\(plan.privacy.delta), budget \(plan.privacy.epsilon); unit: "
      + "\(plan.privacy.unit.text); neighbours: add or remove one"
      + (ledger.roundsWithoutNoise == 0
        ? "" : "; \(ledger.roundsWithoutNoise) rounds without noise are not in it")
    guard let budget = try? PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: delta),
      !ledger.exceeds(budget)
    else {
      return Finding(
        .fail, .ledger, "the budget is exceeded: " + text,
        next: "stop the consortium; every hospital should have refused")
    }
    return Finding(.ok, .ledger, text)
  }

  /// Epsilon with three decimals, never rounded down, and the accountant that proved it.
  private static func text(_ guarantee: PrivacyGuarantee) -> String {
    "\(String((guarantee.epsilon * 1000).rounded(.up) / 1000)) (\(guarantee.accountant))"
  }
}
