import Foundation

/// A symmetric Dirichlet distribution: random proportions that add up to 1.
///
/// It takes `log` and `exp` from the C library, whose last bit differs between systems. That can
/// move an example only where a proportion falls on a rounding edge; the same system always
/// gives the same split.
struct DirichletDistribution {
  let alpha: Double
  let count: Int

  /// Draws proportions: gamma variates, divided by their sum.
  func draw(using generator: inout SeededGenerator) -> [Double] {
    let logarithms = (0..<count).map { _ in logGamma(using: &generator) }
    // In logarithms, because for a small alpha all the variates may be too small for a Double.
    let largest = logarithms.max() ?? 0
    let parts = logarithms.map { exp($0 - largest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }

  /// The logarithm of a gamma variate of shape alpha: Marsaglia and Tsang (2000), at shape
  /// alpha + 1 and then reduced by U^(1/alpha), which serves every alpha.
  private func logGamma(using generator: inout SeededGenerator) -> Double {
    let d = alpha + 1 - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal(using: &generator)
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = positiveUnit(using: &generator)
      if log(u) < x * x / 2 + d - d * v + d * log(v) {
        return log(d * v) + log(positiveUnit(using: &generator)) / alpha
      }
    }
  }

  /// A standard normal number by Marsaglia's polar method.
  private func normal(using generator: inout SeededGenerator) -> Double {
    while true {
      let x = 2 * generator.unit() - 1
      let y = 2 * generator.unit() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  private func positiveUnit(using generator: inout SeededGenerator) -> Double {
    1 - generator.unit()
  }
}
