import Artifacts
import DifferentialPrivacy
import Rounds

/// What a plan trains and what it costs, for a number of hospitals.
public struct PlanSummary {
  private let plan: Plan
  private let hospitals: Int

  /// Reads a plan file.
  public init(file: String, hospitals: Int) throws {
    plan = try PlanFile.load(file)
    self.hospitals = hospitals
  }

  /// Lines for people.
  public var text: String {
    get throws {
      let arithmetic = try RoundArithmetic(plan)
      let parameters = try arithmetic.parameters(n: hospitals)
      let budget = try PrivacyForecast(plan: plan, parameters: parameters)
      return """
        plan        "\(plan.title)": \(plan.data.classes.joined(separator: ", "))
        model       \(arithmetic.parameterCount) parameters
        hospitals   \(hospitals): up to \(parameters.colluding) may collude, \
        \(parameters.quorum) decide, a sum holds at least \(parameters.smallestSet)
        privacy     \(plan.training.rounds) rounds cost epsilon \(budget.text) \
        at delta \(plan.privacy.delta); the budget of \(plan.privacy.epsilon) allows \
        \(budget.rounds) rounds
        unit        one example (image or row): adding or removing it
        """
    }
  }
}
