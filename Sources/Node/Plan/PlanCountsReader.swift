import Artifacts
import ModelUpdate

/// Reads `[census]` and `[evaluation]`.
struct PlanCountsReader {
  func census(_ section: PlanSection) -> CensusPlan {
    defer { section.finish() }
    return CensusPlan(noise: noise(section))
  }

  func evaluation(_ section: PlanSection) -> EvaluationPlan {
    defer { section.finish() }
    let share = section.real("held_out", above: 0, upTo: 0.9)
    return EvaluationPlan(
      every: section.integer("every", 1...1_000_000), heldOut: share,
      bins: section.integer("bins", 2...1000, default: 20), noise: noise(section))
  }

  private func noise(_ section: PlanSection) -> CountNoise {
    guard section.has("noise") else {
      return .multiplier(section.real("noise_multiplier", from: 0.01, upTo: 1000))
    }
    if section.has("noise_multiplier") {
      section.refuse("noise", "and noise_multiplier exclude each other")
    }
    if section.text("noise") != "none" {
      section.refuse("noise", "can only be \"none\"; for noise give noise_multiplier instead")
    }
    return .exact
  }
}
