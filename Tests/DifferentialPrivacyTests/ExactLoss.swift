import Foundation

/// delta(epsilon) of one step of the sampled Gaussian by its definition, and of two by integration:
/// another way than the accountant's.
struct ExactLoss {
  let q: Double
  let z: Double

  /// The greater delta of both directions.
  func delta(_ epsilon: Double) -> Double {
    max(delta(epsilon, removing: true), delta(epsilon, removing: false))
  }

  /// The greater delta of both directions for this step and another one.
  func delta(_ epsilon: Double, with other: ExactLoss) -> Double {
    max(
      delta(epsilon, with: other, removing: true), delta(epsilon, with: other, removing: false))
  }

  private func delta(_ epsilon: Double, with other: ExactLoss, removing: Bool) -> Double {
    let width = z / 400
    let nodes = Int((40 * z + 1) / width)
    var sum = 0.0
    for node in 0...nodes {
      let x = -20 * z + Double(node) * width
      let loss = removing ? logRatio(x) : -logRatio(x)
      let density = removing ? (1 - q) * normal(x) + q * normal(x - 1) : normal(x)
      sum += width * density * other.delta(epsilon - loss, removing: removing)
    }
    return sum
  }

  private func delta(_ epsilon: Double, removing: Bool) -> Double {
    // Where the ratio of densities is beyond exp(epsilon): outcomes above or below x.
    let ratio = exp(removing ? epsilon : -epsilon) - 1 + q
    guard ratio > 0 else { return removing ? 1 - exp(epsilon) : 0 }
    let x = z * z * log(ratio / q) + 0.5
    if removing {
      let without = upper(x / z)
      return q * upper((x - 1) / z) - ratio * without
    }
    let without = upper(-x / z)
    return exp(epsilon) * (ratio * without - q * upper((1 - x) / z))
  }

  private func logRatio(_ x: Double) -> Double {
    log1p(q * expm1((2 * x - 1) / (2 * z * z)))
  }

  private func normal(_ x: Double) -> Double {
    exp(-x * x / (2 * z * z)) / (z * (2 * Double.pi).squareRoot())
  }

  private func upper(_ v: Double) -> Double { erfc(v * 0.5.squareRoot()) / 2 }
}
