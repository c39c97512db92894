import Artifacts

/// A plan whose noise keeps an epsilon, and what its rounds really cost.
struct ArmPrivacy {
  var plan: Plan
  /// Against colluding members; of one hospital's own noise, against all others.
  let epsilon: Double
  /// Against everybody outside.
  let outside: Double

  /// Standard deviation of the noise that is counted on, in units of the clip norm.
  var noiseMultiplier: Double { plan.privacy.noiseMultiplier.value }
}
