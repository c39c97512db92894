import Artifacts
import DifferentialPrivacy
import Rounds
import SecureAggregation

/// What a plan's rounds will cost with everybody present, against the tolerated colluders.
struct PrivacyForecast {
  /// Epsilon of all rounds of the plan.
  let total: PrivacyGuarantee
  /// Rounds that the budget allows.
  let rounds: Int

  /// Epsilon of all rounds with two decimals, never rounded down.
  var text: String { String((total.epsilon * 100).rounded(.up) / 100) }

  init(plan: Plan, parameters: RoundParameters) throws {
    let arithmetic = try RoundArithmetic(plan)
    let roster = Roster(
      members: [:], c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
    let charge = try arithmetic.charge(roster, shares: parameters.smallestSet)
    var accountant = PrivacyAccountant()
    accountant.compose(charge.step(against: .coalition), count: plan.training.rounds)
    total = accountant.epsilon(delta: plan.privacy.delta.value)
    rounds = Ledger().remainingRounds(
      try PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: plan.privacy.delta.value),
      next: charge)
  }
}
