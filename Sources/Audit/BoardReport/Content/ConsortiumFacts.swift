/// A consortium as its files show it.
struct ConsortiumFacts: Sendable, Equatable {
  /// What was agreed.
  let plan: PlanFacts
  /// The hospitals of the manifest, in the order of their names.
  let hospitals: [HospitalFacts]
  /// Who holds keys beside the hospitals.
  let auditors: [AuditorFacts]
  /// The rounds that were audited, in order.
  let rounds: [RoundFacts]
  /// The first and the last day of signed statements, by their authors' clocks: `2026-11-24`.
  let days: [String]
  /// What the rounds cost in privacy; `nil` where no round is closed.
  let budget: BudgetCurve?
  /// How well the models did, where rounds measured it.
  let utility: UtilityCurve
}
