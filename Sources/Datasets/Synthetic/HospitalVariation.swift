/// In what one hospital's synthetic radiographs differ from another's.
///
/// Real hospitals see different patients with different machines. Prevalence shifts the labels;
/// exposure, noise and blur shift the pictures.
public struct HospitalVariation: Equatable, Sendable {
  /// The relative frequency of each finding, in the order of `RadiographFinding.allCases`.
  public let prevalence: [Double]
  /// What is added to every grey value, in units of the full scale.
  public var exposure: Float
  /// By what differences of grey are stretched about the middle.
  public var contrast: Float
  /// The standard deviation of the detector's noise, in units of the full scale.
  public var noise: Float
  /// How much of each pixel is the mean of its 3 x 3 neighbourhood, 0 to 1.
  public var blur: Float

  /// Makes a variation.
  ///
  /// - Precondition: The prevalence has a frequency for each of the three findings, none
  ///   negative, not all zero.
  public init(
    prevalence: [Double], exposure: Float, contrast: Float, noise: Float, blur: Float
  ) {
    precondition(prevalence.count == RadiographFinding.allCases.count, "one for each finding")
    precondition(prevalence.allSatisfy { $0 >= 0 } && prevalence.contains { $0 > 0 })
    self.prevalence = prevalence
    self.exposure = exposure
    self.contrast = contrast
    self.noise = noise
    self.blur = blur
  }

  /// All findings equally often on a middling machine: what the shared test set is made with.
  public static let balanced = HospitalVariation(
    prevalence: [1, 1, 1], exposure: 0, contrast: 1, noise: 0.03, blur: 0.2)

  /// The hospital of a number, 0, 1, 2, ...
  ///
  /// The first three are chosen by hand; the later ones are drawn from the number.
  public static func hospital(_ index: Int) -> HospitalVariation {
    switch index {
    case 0:
      // A referral centre: many COVID patients, a modern detector.
      return HospitalVariation(
        prevalence: [0.45, 0.30, 0.25], exposure: 0.02, contrast: 1.08, noise: 0.02, blur: 0.1)
    case 1:
      // A general hospital: mostly clear lungs.
      return HospitalVariation(
        prevalence: [0.22, 0.53, 0.25], exposure: -0.03, contrast: 0.95, noise: 0.03, blur: 0.25)
    case 2:
      // A children's ward with an old, noisy machine: mostly viral pneumonia.
      return HospitalVariation(
        prevalence: [0.22, 0.30, 0.48], exposure: 0.05, contrast: 0.9, noise: 0.04, blur: 0.3)
    default:
      var generator = SeededGenerator(seed: 0x4053, stream: UInt64(truncatingIfNeeded: index))
      return HospitalVariation(
        prevalence: (0..<3).map { _ in 0.2 + 0.5 * generator.unit() },
        exposure: generator.uniform(-0.05, 0.05), contrast: generator.uniform(0.88, 1.1),
        noise: generator.uniform(0.02, 0.04), blur: generator.uniform(0.1, 0.3))
    }
  }
}
