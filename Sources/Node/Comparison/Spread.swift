/// Mean and standard deviation of one measure over the seeds.
public struct Spread: Codable, Hashable, Sendable {
  /// One value per seed, in the order of the seeds.
  public let values: [Double]
  /// Their mean.
  public let mean: Double
  /// Their standard deviation, with n - 1 below; 0 of one value.
  public let deviation: Double

  /// Describes values, at least one.
  init(_ values: [Double]) {
    self.values = values
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = values.count > 1 ? (squares / (count - 1)).squareRoot() : 0
  }
}
