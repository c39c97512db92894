import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Sodium

/// The plan of a consortium that goes on from another, with the model that it starts from.
struct SucceedingPlan {
  let plan: Plan
  /// The founder's `plan.safetensors`.
  let start: [UInt8]
  /// What differs and what it stands on, a line each.
  let text: [String]

  /// Goes on from the last round that the founder has closed.
  ///
  /// - Parameter changed: the new plan; `nil` for what is left of the one before.
  /// - Throws: `NodeError` 65 when the new plan has another model or starts elsewhere, or nothing is
  ///   left of the rounds or of the budget; 75 when the founder is behind.
  init(_ former: FormerHospital, changed: Plan?) throws {
    let (before, model) = try former.predecessor()
    let old = before.manifest.content.plan
    let closed = before.results.last?.round ?? 0
    var plan = try changed ?? Self.rest(of: old, after: closed)
    guard plan.model == old.model, plan.privacy.unit == old.privacy.unit else {
      throw Self.refusal(
        "the new plan has another model or unit of privacy than the consortium before",
        "keep its [model] and its unit; for others found a consortium that follows nothing")
    }
    start = try StartFile.encode(model.parameters, architecture: plan.model)
    let digest = Digest(hashing: start)
    guard plan.start == nil || changed == nil || plan.start?.digest == digest else {
      throw Self.refusal(
        "the new plan starts from other parameters than those after round \(closed)",
        "leave 'start' out, or let it name what 'decaph-node export round-\(closed)' writes")
    }
    plan.start = StartPlan(digest: digest, frozen: (plan.start ?? old.start)?.frozen)
    let begun = try former.lastBegun(after: closed)
    // One round may be in work; of more the founder has not closed what others have.
    guard begun <= closed + 1 else {
      throw NodeError(
        .tryLater,
        "in the consortium before, this hospital has closed round \(closed), and round \(begun) has "
          + "begun",
        remedy: "let its node in \(former.location.directory) go on first")
    }
    plan.follows = try before.plan(through: begun)
    let forecast = try BudgetForecast(
      plan: plan, hospitals: before.manifest.content.members.count)
    let allowed = try forecast.roundsOfTheBudget()
    guard allowed > 0 else {
      throw Self.refusal(
        "the budget of epsilon \(plan.privacy.epsilon) \(plan.privacy.unit.short) is spent by the "
          + "rounds of the consortium before",
        "give a plan with a larger [privacy] epsilon, if every hospital agrees")
    }
    self.plan = plan
    text =
      ["goes on from round \(closed) of session \(before.manifest.digest.hex.prefix(16))"]
      + [
        "the budget of epsilon \(plan.privacy.epsilon) allows \(min(allowed, forecast.lastRound)) of "
          + "the \(forecast.lastRound) rounds"
      ]
      + PlanDifference.lines(from: old, to: plan).map { "changed  \($0)" }
  }

  /// The plan before with the training that is left of it.
  private static func rest(of plan: Plan, after closed: Int) throws -> Plan {
    let left =
      plan.training.rounds - RoundSchedule(plan).count(.training, through: closed)
    guard left > 0 else {
      throw refusal(
        "the plan of the consortium before is completed",
        "give a new one with --plan; 'decaph-node plan new' prints one")
    }
    var plan = plan
    plan.training.rounds = left
    return plan
  }

  private static func refusal(_ what: String, _ remedy: String) -> NodeError {
    NodeError(.badData, what, remedy: remedy)
  }
}
