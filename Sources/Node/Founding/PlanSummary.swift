import Artifacts
import DifferentialPrivacy
import Rounds
import SecureAggregation

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
      let arithmetic: RoundArithmetic
      let parameters: RoundParameters
      do throws(Rejection) {
        arithmetic = try RoundArithmetic(plan)
        parameters = try arithmetic.parameters(n: hospitals, of: hospitals)
      } catch {
        throw NodeError(
          .badData, error.message, remedy: "change the plan, or reckon with other --hospitals")
      }
      let budget = try PrivacyForecast(plan: plan, parameters: parameters)
      guard budget.rounds > 0 else {
        throw NodeError(
          .badData,
          "the budget of epsilon \(plan.privacy.epsilon) \(plan.privacy.unit.short) allows not even "
            + "one round",
          remedy: "raise privacy.epsilon or noise_multiplier, or lower sampling_rate")
      }
      return """
        plan        "\(plan.title)": \(plan.data.classes.joined(separator: ", "))
        model       \(arithmetic.parameterCount) parameters
        hospitals   \(hospitals): up to \(parameters.colluding) may collude, \
        \(parameters.quorum) decide, a sum holds at least \(parameters.smallestSet)
        privacy     \(plan.training.rounds) rounds cost epsilon \(budget.text) \
        \(plan.privacy.unit.short) at delta \(plan.privacy.delta); the budget of \
        \(plan.privacy.epsilon) allows \(budget.rounds) rounds
        unit        \(plan.privacy.unit.text): adding or removing it
        """
    }
  }
}
