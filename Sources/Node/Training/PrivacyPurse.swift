import Artifacts
import DifferentialPrivacy
import Journal
import Rounds
import Sodium

/// This hospital's own account of what its patients' privacy has paid.
///
/// Every masked file is charged before it can appear, and stays charged whether or not its round
/// completes. The charge is that of the dearest set that the round may open.
struct PrivacyPurse {
  private let charges: ChargeLog<LedgerEntry>
  private var charged: Set<String> = []
  private let plan: Plan
  private let cap: Double?
  private var ledger: Ledger

  /// Opens the account.
  init(hospital: Hospital, plan: Plan) throws {
    charges = hospital.charges
    self.plan = plan
    cap = hospital.settings.maxEpsilon
    ledger = plan.ledger
    for entry in try charges.entries() {
      ledger.append(entry.charge)
      charged.insert(entry.slot)
    }
  }

  /// Why the next round may not be paid for, if it may not. A round that is charged is paid for.
  func refusal(of basis: RoundBasis, slot: String) throws -> StopReason? {
    guard !charged.contains(slot) else { return nil }
    let next = try Self.charge(basis)
    let delta = plan.privacy.delta.value
    if KnownLosses.shared.wouldExceed(
      ledger, try PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: delta), next: next)
    {
      return .budgetSpent
    }
    if let cap,
      KnownLosses.shared.wouldExceed(
        ledger, try PrivacyBudget(epsilon: cap, delta: delta), next: next)
    {
      return .ownCapReached
    }
    return nil
  }

  /// Whether a round is the last one that this hospital's own cap pays for, so that the others
  /// need not wait for it in the next.
  func isLast(_ basis: RoundBasis, slot: String) throws -> Bool {
    guard let cap else { return false }
    var after = ledger
    if !charged.contains(slot) { after.append(try Self.charge(basis)) }
    return KnownLosses.shared.wouldExceed(
      after, try PrivacyBudget(epsilon: cap, delta: plan.privacy.delta.value),
      next: try Self.charge(basis, round: basis.round + 1))
  }

  /// Refuses a cap that pays for no further round.
  ///
  /// - Throws: `NodeError` 64 with what the next round would come to.
  func check(cap: Double, next round: Int, members: Int) throws {
    let arithmetic = try RoundArithmetic(plan)
    var after = ledger
    after.append(
      try arithmetic.charge(n: members, of: members, kind: arithmetic.schedule.kind(of: round)))
    let next = KnownLosses.shared.epsilon(after, delta: plan.privacy.delta.value)
    guard next > cap else { return }
    let text = (next * 100).rounded(.up) / 100
    throw NodeError(
      .usage,
      "a cap of \(cap) pays for no further round: with the next one this hospital is at epsilon "
        + "\(text)",
      remedy:
        "give --max-epsilon at least \(text), better what all rounds shall cost ('decaph-node "
        + "budget'); without a cap the plan's budget counts")
  }

  /// Charges a slot durably; a slot that was charged before is not charged again.
  mutating func charge(_ slot: String, basis: RoundBasis) throws {
    let entry = try Self.charge(basis)
    try charges.charge(entry, for: slot)
    if charged.insert(slot).inserted { ledger.append(entry) }
  }

  /// Epsilon so far against a coalition of the tolerated colluders.
  var epsilon: Double {
    KnownLosses.shared.epsilon(ledger, delta: plan.privacy.delta.value)
  }

  /// Rounds so far that had no noise, as their plan says; no epsilon covers them.
  var roundsWithoutNoise: Int { ledger.roundsWithoutNoise }

  private static func charge(_ basis: RoundBasis, round: Int? = nil) throws -> LedgerEntry {
    try RoundArithmetic(basis.manifest.plan).charge(
      basis.roster, round: round ?? basis.round, present: nil)
  }
}
