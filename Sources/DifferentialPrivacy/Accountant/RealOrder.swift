import Glibc

/// Rényi divergences of the sampled Gaussian at real orders, by the trapezoid rule.
///
/// With y(u) = q (exp((2u-1)/(2 z^2)) - 1),
///
///     A - 1 = E over u ~ N(0, z^2) of (1+y)^a - 1 - a y
///
/// where every value is positive, so the sum loses no digits. The integrand is smooth and falls off
/// like a Gaussian, where the trapezoid rule converges faster than any power of its step. The nodes
/// serve all orders: they lie between the integrand's humps, around 0 and around the order.
struct RealOrder {
  /// The largest order that is computed in this way; beyond, whole orders are close enough.
  static let largest = 64.0
  /// Below this noise multiplier the nodes become too many to be worth it.
  static let smallestNoiseMultiplier = 0.05

  private struct Node {
    /// log of the step's weight: the density at u times the width.
    let logWeight: Double
    /// y(u); infinite where a double cannot hold it.
    let y: Double
    /// log(1 + y).
    let logRatio: Double
  }

  private let nodes: [Node]

  /// Prepares the nodes for orders up to `order`.
  init(_ step: SampledGaussian, upTo order: Double) {
    let q = step.samplingRate
    let z = step.noiseMultiplier
    let variance = z * z
    let width = min(z / 2, variance / 2) / 1.5
    let start = -12.5 * z
    let count = Int(((order + 12.5 * z - start) / width).rounded(.up)) + 1
    let logScale = log(width) - log(z) - 0.5 * log(2 * Double.pi)
    nodes = (0..<count).map { index in
      let u = start + Double(index) * width
      let loss = (2 * u - 1) / (2 * variance)
      let isHuge = loss > 700
      let y = isHuge ? exp(min(log(q) + loss, 710)) : q * expm1(loss)
      return Node(
        logWeight: logScale - u * u / (2 * variance), y: y,
        logRatio: isHuge ? log(q) + loss : log1p(y))
    }
  }

  /// log A at an order a > 1 for 0 < q < 1.
  func logMoment(order a: Double) -> Double {
    let series = Self.series(order: a)
    var sum = LogSum()
    for node in nodes {
      sum.add(node.logWeight + Self.logExcess(order: a, node, series))
    }
    return sum.logarithmOfOnePlus
  }

  /// Coefficients C(a, 2), C(a, 3), ... of the binomial series after its first two terms.
  private static func series(order a: Double) -> [Double] {
    var coefficients: [Double] = []
    var coefficient = a
    for j in 2...24 {
      coefficient *= (a - Double(j - 1)) / Double(j)
      coefficients.append(coefficient)
    }
    return coefficients
  }

  /// log((1+y)^a - 1 - a y).
  private static func logExcess(order a: Double, _ node: Node, _ series: [Double]) -> Double {
    let y = node.y
    if abs(y) * max(1, a / 10) < 0.1 {
      var value = 0.0
      for coefficient in series.reversed() { value = value * y + coefficient }
      return log(y * y * value)
    }
    let power = a * node.logRatio
    if power < 700 { return log(expm1(power) - a * y) }
    // log(1 + a y), and log(a (1 + y)) where y does not fit into a double.
    let tangent = y.isFinite ? log1p(a * y) : log(a) + node.logRatio
    return power + log1p(-exp(tangent - power))
  }
}
