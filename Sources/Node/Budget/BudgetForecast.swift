import Artifacts
import ModelUpdate
import DifferentialPrivacy
import Rounds
import SecureAggregation

/// What a plan's rounds will cost, for a number of hospitals that all take part.
struct BudgetForecast {
  private let plan: Plan
  private let arithmetic: RoundArithmetic
  private let hospitals: Int
  /// The one roster that is reckoned with; without it the dearest of so many hospitals.
  private var roster: Roster?

  /// What a plan costs a roster that is there in every round.
  init(plan: Plan, roster: Roster) throws(Rejection) {
    try self.init(unchecked: plan, roster.members.count)
    self.roster = roster
  }

  /// - Throws: `.field` when so many hospitals cannot carry out the plan.
  init(plan: Plan, hospitals: Int) throws(Rejection) {
    try self.init(unchecked: plan, hospitals)
    try arithmetic.check(members: hospitals)
  }

  /// Text about a plan; what the plan or so many hospitals cannot carry out is an error for people.
  static func text(
    plan: Plan, hospitals: Int, _ lines: (BudgetForecast) throws(Rejection) -> String
  ) throws(NodeError) -> String {
    do {
      return try lines(BudgetForecast(plan: plan, hospitals: hospitals))
    } catch {
      throw NodeError(
        .badData, error.message, remedy: "change the plan, or reckon with other --hospitals")
    }
  }

  /// The plan's last round.
  var lastRound: Int { arithmetic.schedule.lastRound }

  /// What the first rounds cost together, with the dearest set that may be opened in each.
  func epsilon(
    through round: Int, against observer: Observer = .coalition
  ) throws(Rejection) -> PrivacyGuarantee {
    try accountant(through: round, observer).epsilon(delta: plan.privacy.delta.value)
  }

  /// How many rounds the plan's budget allows, in the order of the schedule; beyond its end more
  /// training.
  func roundsOfTheBudget() throws(Rejection) -> Int {
    let budget = try self.budget(plan.privacy.epsilon.value)
    func allows(_ round: Int) throws(Rejection) -> Bool {
      try accountant(through: round, .coalition).isAllowed(by: budget)
    }
    guard try allows(1) else { return 0 }
    var low = 1
    while low < 1 << 30, try allows(2 * low) { low *= 2 }
    var high = 2 * low
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try allows(middle) { low = middle } else { high = middle }
    }
    return low
  }

  /// The smallest noise multiplier of training with which all rounds keep an epsilon, rounded
  /// up to four digits after the point; `nil` where the counts alone go over it.
  func noiseMultiplier(for epsilon: Double) throws(Rejection) -> Double? {
    let budget = try self.budget(epsilon)
    func allows(_ multiplier: Double) throws(Rejection) -> Bool {
      var other = plan
      other.privacy.noiseMultiplier = Real(multiplier)
      var forecast = try BudgetForecast(unchecked: other, hospitals)
      forecast.roster = roster
      return try forecast.accountant(through: lastRound, .coalition).isAllowed(by: budget)
    }
    // In steps of 1/10,000, as people write it.
    var (low, high) = (0, 10_000)
    while try !allows(Double(high) / 10_000) {
      (low, high) = (high, 2 * high)
      guard high < 10_000_000 else { return nil }
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try allows(Double(middle) / 10_000) { high = middle } else { low = middle }
    }
    return Double(high) / 10_000
  }

  private func budget(_ epsilon: Double) throws(Rejection) -> PrivacyBudget {
    do {
      return try PrivacyBudget(epsilon: epsilon, delta: plan.privacy.delta.value)
    } catch {
      throw Rejection(.field, file: "plan", error.message)
    }
  }

  private init(unchecked plan: Plan, _ hospitals: Int) throws(Rejection) {
    self.plan = plan
    self.hospitals = hospitals
    arithmetic = try RoundArithmetic(plan)
  }

  /// The charges of the first rounds, and those of a consortium before; what has no noise is not in
  /// it.
  private func accountant(
    through round: Int, _ observer: Observer
  ) throws(Rejection) -> PrivacyAccountant {
    var accountant = PrivacyAccountant()
    for spent in plan.follows?.spent ?? [] where !spent.charge.isWithoutNoise {
      accountant.compose(spent.charge.step(against: observer), count: spent.rounds)
    }
    for kind in LedgerEntry.Kind.allCases {
      let count = arithmetic.schedule.count(kind, through: round)
      guard count > 0 else { continue }
      let charge = try charge(kind)
      if !charge.isWithoutNoise { accountant.compose(charge.step(against: observer), count: count) }
    }
    return accountant
  }

  private func charge(_ kind: LedgerEntry.Kind) throws(Rejection) -> LedgerEntry {
    guard let roster else { return try arithmetic.charge(n: hospitals, of: hospitals, kind: kind) }
    return try arithmetic.charge(roster, kind: kind, present: roster.members.count)
  }
}
