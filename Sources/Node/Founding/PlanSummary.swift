import Artifacts
import Rounds

/// What a plan trains and what it costs, for a number of hospitals.
public struct PlanSummary {
  private let plan: Plan
  private let notes: [String]
  private let start: StartingModel?
  private let hospitals: Int

  /// Reads a plan file; its lists of columns need not be written yet.
  public init(file: String, hospitals: Int) throws {
    (plan, start, notes) = try PlanFile.draft(file)
    self.hospitals = hospitals
  }

  /// Lines for people.
  public var text: String {
    get throws { try BudgetForecast.text(plan: plan, hospitals: hospitals, lines) }
  }

  private func lines(_ forecast: BudgetForecast) throws(Rejection) -> String {
    let arithmetic = try RoundArithmetic(plan)
    let parameters = try arithmetic.parameters(n: hospitals, of: hospitals)
    let allowed = try forecast.roundsOfTheBudget()
    guard allowed > 0 else {
      throw Rejection(
        .field, file: "plan",
        "the budget of epsilon \(plan.privacy.epsilon) \(plan.privacy.unit.short) allows not even "
          + "one round")
    }
    let total = try forecast.epsilon(through: forecast.lastRound).epsilon
    return """
      plan        "\(plan.title)": \(plan.data.classes.joined(separator: ", "))
      model       \(arithmetic.parameterCount) parameters\(startText(arithmetic))\(trainerText)
      hospitals   \(hospitals): up to \(parameters.colluding) may collude, \
      \(parameters.quorum) decide, a sum holds at least \(parameters.smallestSet)
      rounds      \(RoundsText.of(plan))
      privacy     \(forecast.lastRound) rounds cost epsilon \((total * 100).rounded(.up) / 100) \
      \(plan.privacy.unit.short) at delta \(plan.privacy.delta); the budget of \
      \(plan.privacy.epsilon) allows \(allowed) rounds
      unit        \(plan.privacy.unit.text): adding or removing it
      """ + columns
  }

  /// What a table has to look like; nothing for images.
  private var columns: String {
    let rows = ColumnsText.rows(plan.data).map { "\ntable       \($0)" }
    let features = ColumnsText.features(plan.data).enumerated().map { place, text in
      "\n\(place == 0 ? "columns   " : "          ")  \(text)"
    }
    return (rows + features + notes.map { "\nnote        \($0)" }).joined()
  }

  private var trainerText: String {
    (plan.trainer.map(TrainerText.of) ?? []).map { "\ntrainer     \($0)" }.joined()
  }

  private func startText(_ arithmetic: RoundArithmetic) -> String {
    guard let start else { return "" }
    let frozen = arithmetic.trained.frozen
    let trained =
      frozen.isEmpty
      ? ""
      : "\nfrozen      \(frozen.joined(separator: ", ")): \(arithmetic.trained.count) parameters are "
        + "trained"
    return "\nstart       \(start.text)\(trained)"
  }
}
