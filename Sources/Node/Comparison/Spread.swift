/// Mean and standard deviation of one measure over the seeds.
public struct Spread: Codable, Hashable, Sendable {
  /// One value per seed, in the order of the seeds.
  public let values: [Double]
  /// Their mean.
  public let mean: Double
  /// Their standard deviation, with n - 1 below; 0 of one value.
  public let deviation: Double

  /// Half the width of the 95 % confidence interval of the mean, by Student's t; 0 of one value.
  public var confidence: Double {
    guard values.count > 1 else { return 0 }
    return Self.quantile(freedom: values.count - 1) * deviation / Double(values.count).squareRoot()
  }

  /// The 97.5 % quantile of Student's t: a table, and beyond it the expansion of Cornish and Fisher
  /// (Abramowitz and Stegun, 26.7.5), which is right to 0.002 there.
  private static func quantile(freedom: Int) -> Double {
    let table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
    if freedom <= table.count { return table[freedom - 1] }
    let freedom = Double(freedom)
    return 1.960 + 2.372 / freedom + 2.823 / (freedom * freedom)
  }

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
