/// One step of the Poisson-subsampled Gaussian mechanism, as the accountant sees it.
///
/// Every record enters with probability q; noise N(0, z^2 C^2) goes onto the sum of vectors of norm
/// at most C. Neighbours: two data sets that differ by adding or removing one record.
public struct SampledGaussian: Hashable, Sendable {
  /// q: probability that a record enters, in (0, 1].
  public let samplingRate: Double
  /// z: standard deviation of the noise over the sensitivity. Zero means no noise: infinite loss.
  public let noiseMultiplier: Double

  /// Makes a step.
  ///
  /// - Parameters:
  ///   - samplingRate: q from 2^-64 to 1.
  ///   - noiseMultiplier: z; zero, or between 2^-60 and 2^60.
  /// - Throws: `invalidSamplingRate` or `invalidNoiseMultiplier`.
  public init(
    samplingRate: Double, noiseMultiplier: Double
  ) throws(DifferentialPrivacyError) {
    guard samplingRate >= 0x1p-64, samplingRate <= 1 else {
      throw DifferentialPrivacyError(
        .invalidSamplingRate, "the sampling rate is not a probability above 0 and at most 1",
        remedy: "set the plan's sampling rate, for instance 0.01")
    }
    guard noiseMultiplier == 0 || (0x1p-60...0x1p60).contains(noiseMultiplier) else {
      throw DifferentialPrivacyError(
        .invalidNoiseMultiplier, "the noise multiplier is not a usable number",
        remedy: "set the plan's noise multiplier, for instance 1.1")
    }
    self.init(trusted: samplingRate, noiseMultiplier)
  }

  /// Takes numbers that a validated entry or grid yields.
  init(trusted samplingRate: Double, _ noiseMultiplier: Double) {
    self.samplingRate = samplingRate
    self.noiseMultiplier = noiseMultiplier
  }
}
