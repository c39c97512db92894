import Artifacts
import Testing

@testable import Node

/// Every preset is a plan that a founder can begin with.
@Suite struct PlanPresetTests {
  @Test(arguments: PlanPreset.all.map(\.name), [3, 5, 10])
  func aPresetFitsItsBudget(_ name: String, _ hospitals: Int) throws {
    let preset = try PlanPreset.named(name)
    let text = try preset.plan(hospitals: hospitals)
    let plan = try PlanFile.sketch(text)
    #expect(plan.privacy.epsilon.value == preset.epsilon)
    let forecast = try BudgetForecast(plan: plan, hospitals: hospitals)
    let epsilon = try forecast.epsilon(through: forecast.lastRound).epsilon
    // Within the budget, and not a tenth of it is left over.
    #expect(epsilon <= preset.epsilon && epsilon > 0.9 * preset.epsilon)
    #expect(text.contains("--preset \(name) --hospitals \(hospitals)'"))
    #expect(text.contains("Of \(hospitals) hospitals up to "))
  }

  @Test func presetsThatDoNotExistAreRefused() throws {
    let error = #expect(throws: NodeError.self) { try PlanPreset.named("heart") }
    #expect(error?.status == .usage && error?.remedy.contains("heart-disease") == true)
    for hospitals in [0, 2, 101] {
      let error = #expect(throws: NodeError.self) {
        try PlanPreset.heartDisease.plan(hospitals: hospitals)
      }
      #expect(error?.status == .usage)
    }
    #expect(throws: Never.self) { try PlanPreset.heartDisease.plan(hospitals: 100) }
  }
}
