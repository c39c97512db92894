import Artifacts
import DifferentialPrivacy
import Rounds
import Sodium

/// Recomputes what the rounds cost together, and whether the plan allowed it.
struct LedgerAudit {
  let library: ResultLibrary
  /// The restarts that were followed, by round.
  let restarts: [Int: Restart]
  /// Whose masked files lie in which rounds.
  let folders: RoundFolders
  /// Results that were derived, by round: they stand in where a publisher's own is false.
  let derived: [Int: KnownResult]
  private var manifest: Manifest { library.manifest }

  /// Adds up the charges of rounds 1 to the tip's, along the chain of results back to genesis.
  ///
  /// - Parameter tip: the newest audited result.
  func check(_ tip: KnownResult) -> [Finding] {
    let (chain, fault) = chain(to: tip)
    return fault.map { [$0] } ?? sum(chain)
  }

  /// The results on which a result stands, genesis first; with a fault those that are here.
  func chain(to tip: KnownResult) -> (results: [KnownResult], fault: Finding?) {
    var chain = [tip]
    while let first = chain.last, first.content.round > 0 {
      let round = restarts[first.content.round]?.body.tipRound ?? first.content.round - 1
      let own = derived[round].flatMap { $0.digest == first.content.K ? $0 : nil }
      guard let before = own ?? library.find(first.content.K, round: round) else {
        guard round > 0 else { return (chain.reversed(), notOurs(tip)) }
        return (
          chain.reversed(),
          Finding(
            .wait, .ledger,
            "the result of round \(round) on which round \(first.content.round) stands is not "
              + "here, so the sum is open",
            file: "\(Place.roundFolder(round))/result.json",
            next: "wait for the transfer")
        )
      }
      chain.append(before)
    }
    guard chain.last?.digest == library.genesis.K else { return (chain.reversed(), notOurs(tip)) }
    return (chain.reversed(), nil)
  }

  private func notOurs(_ tip: KnownResult) -> Finding {
    Finding(
      .fail, .links, "the chain of results does not begin with this consortium's genesis",
      file: tip.file, next: "keep the folder, tell the consortium")
  }

  /// The charges of a whole chain, each compared with what its round must have cost.
  private func sum(_ chain: [KnownResult]) -> [Finding] {
    var ledger = manifest.plan.ledger
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
    return [verdict(ledger, chain)]
  }

  /// What a round must have cost: its sum; where nothing was opened, as if the dearest had been.
  func charge(
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

  /// Whether the plan allowed it. The budget is each hospital's: where all rounds together cost more,
  /// it is kept if no hospital was in so many.
  private func verdict(_ ledger: Ledger, _ chain: [KnownResult]) -> Finding {
    let last = chain.last?.content.round ?? 0
    let plan = manifest.plan
    let delta = plan.privacy.delta.value
    let coalition = LedgerCosts.epsilon(ledger, delta: delta, against: .coalition)
    let outside = LedgerCosts.epsilon(ledger, delta: delta, against: .outsideWorld)
    let text =
      "rounds 1 to \(last)\(Self.before(plan)) cost epsilon \(Self.text(coalition)) \(plan.privacy.unit.short) "
      + "against the tolerated colluders, \(Self.text(outside)) against everybody else, at delta "
      + "\(plan.privacy.delta), budget \(plan.privacy.epsilon); unit: "
      + "\(plan.privacy.unit.text); neighbours: add or remove one"
      + (ledger.roundsWithoutNoise == 0
        ? "" : "; \(ledger.roundsWithoutNoise) rounds without noise are not in it")
    // Every plan that was approved has a valid budget.
    guard let budget = try? PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: delta)
    else { return Finding(.fail, .ledger, text, next: "do not use this plan") }
    guard LedgerCosts.exceeds(ledger, budget) else { return Finding(.ok, .ledger, text) }
    let over = manifest.members.map(\.id).filter {
      LedgerCosts.exceeds(own(ledgerOf: $0, chain), budget)
    }
    guard over.isEmpty else {
      return Finding(
        .fail, .ledger,
        "the budget is exceeded by what \(over.map(\.name).joined(separator: ", ")) took part in: "
          + text,
        next: "stop the consortium; every hospital should have refused")
    }
    return Finding(
      .note, .ledger, text + "; more than the budget in all, but no hospital took part in so much")
  }

  /// What a hospital took part in: sums and void rounds with its masked file, and abandoned rounds in
  /// which its masked file lies.
  func own(ledgerOf member: MemberID, _ chain: [KnownResult]) -> Ledger {
    var ledger = manifest.plan.ledger
    for result in chain.map(\.content) {
      for (index, entry) in result.ledger.enumerated() {
        let round = result.round - result.ledger.count + 1 + index
        let isIn =
          result.outcome == .restart
          ? folders.places("masked.", in: round).contains { $0.member == member }
          : result.set.masked[member] != nil
        if isIn { ledger.append(entry) }
      }
    }
    return ledger
  }

  static func before(_ plan: Plan) -> String {
    let count = plan.follows?.chargedRounds ?? 0
    return count == 0 ? "" : " and \(count) rounds of the consortium before"
  }

  /// Epsilon with three decimals, never rounded down, and the accountant that proved it.
  private static func text(_ guarantee: PrivacyGuarantee) -> String {
    "\(String(rounded(guarantee))) (\(guarantee.accountant))"
  }

  /// Epsilon with three decimals, never rounded down.
  static func rounded(_ guarantee: PrivacyGuarantee) -> Double {
    (guarantee.epsilon * 1000).rounded(.up) / 1000
  }
}
