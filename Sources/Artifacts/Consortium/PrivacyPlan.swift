import DifferentialPrivacy
import ModelUpdate

/// The noise, and the budget at which training stops.
public struct PrivacyPlan: Codable, Hashable, Sendable {
  /// Standard deviation of the noise that is counted on, in units of the clip norm.
  public var noiseMultiplier: Real
  /// The budget against a coalition of the tolerated colluders.
  public var epsilon: Real
  /// The probability with which the bound may fail.
  public var delta: Real
  /// What every epsilon protects. With `patient`, hospitals whose data do not name the patient of
  /// each example take no part.
  public var unit: PrivacyUnit

  /// Makes a privacy plan.
  public init(
    noiseMultiplier: Real, epsilon: Real, delta: Real, unit: PrivacyUnit = .example
  ) {
    self.noiseMultiplier = noiseMultiplier
    self.epsilon = epsilon
    self.delta = delta
    self.unit = unit
  }
}
