import Artifacts
import ModelUpdate

/// What a census says, with its noise: estimates, never exact unless the plan has no noise.
public struct CensusRelease: Sendable {
  /// The round that released it.
  public let round: Int
  /// Records of each class, in the order of the plan; may be below zero by noise.
  public let classCounts: [Double]
  /// Standard deviation of the noise in each count.
  public let noise: Double

  private let sums: [Double]
  private let layout: CensusLayout

  init(_ release: Release, layout: CensusLayout, noise: Double) {
    let counts = release.sums.map { Double($0) / Double(release.unit) }
    round = release.round
    classCounts = Array(counts.prefix(layout.classes))
    sums = Array(counts.dropFirst(layout.classes))
    self.noise = noise
    self.layout = layout
  }

  /// Records in all.
  public var records: Double { classCounts.reduce(0, +) }

  /// For every input of the model that is numeric its mean and standard deviation, both of the
  /// scaled value. None where so few records were counted that the noise would decide.
  ///
  /// A deviation is at least 0.01, and at least what the noise could feign: dividing by less would
  /// blow up noise; it is at most one half.
  public var moments: [Moment] {
    let total = records
    let error = 4 * noise * Double(layout.classes).squareRoot()
    guard total >= 1, total > error else { return [] }
    return layout.numericInputs.enumerated().map { place, input in
      let mean = min(1, max(0, sums[2 * place] / total))
      let variance = sums[2 * place + 1] / total - mean * mean
      let least = max(0.01, (2 * noise / total).squareRoot())
      // Values from 0 to 1 deviate by one half at most, whatever a lying member adds.
      let deviation = min(0.5, max(least, max(0, variance).squareRoot()))
      return Moment(input: input, mean: mean, deviation: deviation)
    }
  }

  /// How one input is distributed.
  public struct Moment: Hashable, Sendable {
    /// Its place among the model's inputs.
    public let input: Int
    /// The mean of its scaled values.
    public let mean: Double
    /// The standard deviation of its scaled values, above zero.
    public let deviation: Double

    /// Describes an input.
    public init(input: Int, mean: Double, deviation: Double) {
      self.input = input
      self.mean = mean
      self.deviation = deviation
    }
  }

  /// One line for people.
  ///
  /// - Parameter classes: their names.
  public func text(classes: [String]) -> String {
    let counts = zip(classes, classCounts).map { "\($0) \(ReleaseNumber.whole($1))" }
    let accuracy = noise == 0 ? "exact, no noise" : "noise +-\(ReleaseNumber.whole(noise)) each"
    return
      "census: about \(ReleaseNumber.whole(records)) records: \(counts.joined(separator: ", ")) "
      + "(\(accuracy))"
  }
}
