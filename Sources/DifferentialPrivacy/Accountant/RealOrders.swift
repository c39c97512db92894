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
struct RealOrders {
  /// The largest order that is computed in this way; beyond, whole orders are close enough.
  static let largest = 64.0
  /// Below this noise multiplier the nodes become too many to be worth it.
  static let smallestNoiseMultiplier = 0.05

  /// Terms of the binomial series after its first two; with |y| at most a tenth, and at most 1/a,
  /// what follows is below the last place.
  private static let seriesTerms = 2...18
  /// Orders often ascend by this much, and powers of 1 + y by one factor.
  private static let usualGap = 0.1

  /// A node whose weight or power a double may not hold: its terms are added as logarithms.
  private struct WideNode {
    let logWeight: Double
    /// y(u); infinite where a double cannot hold it.
    let y: Double
    /// log(1 + y).
    let logRatio: Double
  }

  private var wide: [WideNode] = []
  // The other nodes, by ascending y: the step's weight, y, log(1 + y), (1 + y)^0.1.
  private var weights: [Double] = []
  private var ys: [Double] = []
  private var logRatios: [Double] = []
  private var factors: [Double] = []

  /// Prepares the nodes for orders up to `order`.
  private init(_ step: SampledGaussian, upTo order: Double) {
    let q = step.samplingRate
    let z = step.noiseMultiplier
    let variance = z * z
    let width = min(z / 2, variance / 2) / 1.5
    let start = -12.5 * z
    let count = Int(((order + 12.5 * z - start) / width).rounded(.up)) + 1
    let logScale = log(width) - log(z) - 0.5 * log(2 * Double.pi)
    for index in 0..<count {
      let u = start + Double(index) * width
      let loss = (2 * u - 1) / (2 * variance)
      let logWeight = logScale - u * u / (2 * variance)
      let isHuge = loss > 700
      let y = isHuge ? exp(min(log(q) + loss, 710)) : q * expm1(loss)
      let logRatio = isHuge ? log(q) + loss : log1p(y)
      if logWeight > -700, abs(order * logRatio) < 300 {
        weights.append(exp(logWeight))
        ys.append(y)
        logRatios.append(logRatio)
        factors.append(exp(Self.usualGap * logRatio))
      } else {
        wide.append(WideNode(logWeight: logWeight, y: y, logRatio: logRatio))
      }
    }
  }

  /// log A at each order a > 1, ascending, for 0 < q < 1.
  static func logMoments(orders: [Double], _ step: SampledGaussian) -> [Double] {
    guard let largest = orders.last else { return [] }
    let nodes = RealOrders(step, upTo: largest)
    var powers = [Double](repeating: 1, count: nodes.ys.count)
    var before: Double?
    return orders.map { order in
      nodes.raise(&powers, from: before, to: order)
      before = order
      return nodes.logMoment(order: order, powers)
    }
  }

  /// Brings (1 + y)^a from one order to the next; by factors of (1 + y)^0.1 where those lead there.
  private func raise(_ powers: inout [Double], from before: Double?, to order: Double) {
    let gaps = before.map { (order - $0) / Self.usualGap } ?? .infinity
    if abs(gaps - gaps.rounded()) < 1e-12, gaps < 3.5 {
      for _ in 0..<Int(gaps.rounded()) {
        for index in powers.indices { powers[index] *= factors[index] }
      }
    } else {
      for index in powers.indices { powers[index] = exp(order * logRatios[index]) }
    }
  }

  private func logMoment(order a: Double, _ powers: [Double]) -> Double {
    let series = Self.series(order: a)
    let smallest = 0.1 / max(1, a / 10)
    let first = ys.firstIndex { $0 > -smallest } ?? ys.count
    let last = ys.lastIndex { $0 < smallest } ?? -1
    var sum = LogSum()
    sum.add(
      log(
        direct(order: a, powers, 0..<first) + bySeries(series, first..<max(first, last + 1))
          + direct(order: a, powers, max(first, last + 1)..<ys.count)))
    for node in wide { sum.add(node.logWeight + Self.logExcess(order: a, node, series, smallest)) }
    return sum.logarithmOfOnePlus
  }

  /// The nodes' sum where 1 + a y is not all of (1 + y)^a.
  private func direct(order a: Double, _ powers: [Double], _ range: Range<Int>) -> Double {
    var sum = 0.0
    for index in range { sum += weights[index] * (powers[index] - 1 - a * ys[index]) }
    return sum
  }

  /// The nodes' sum for small y, where the difference would cancel.
  private func bySeries(_ series: [Double], _ range: Range<Int>) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count) { values in
      ys.withUnsafeBufferPointer { ys in
        values.initialize(repeating: 0)
        for coefficient in series.reversed() {
          for index in 0..<range.count {
            values[index] = values[index] * ys[range.lowerBound + index] + coefficient
          }
        }
      }
      var sum = 0.0
      for index in 0..<range.count {
        let y = ys[range.lowerBound + index]
        sum += weights[range.lowerBound + index] * y * y * values[index]
      }
      return sum
    }
  }

  /// Coefficients C(a, 2), C(a, 3), ... of the binomial series after its first two terms.
  private static func series(order a: Double) -> [Double] {
    var coefficient = a
    return seriesTerms.map { j in
      coefficient *= (a - Double(j - 1)) / Double(j)
      return coefficient
    }
  }

  /// log((1+y)^a - 1 - a y).
  private static func logExcess(
    order a: Double, _ node: WideNode, _ series: [Double], _ smallest: Double
  ) -> Double {
    let y = node.y
    if abs(y) < smallest {
      return log(y * y * series.reversed().reduce(0) { $0 * y + $1 })
    }
    let power = a * node.logRatio
    if power < 700 { return log(expm1(power) - a * y) }
    // log(1 + a y), and log(a (1 + y)) where y does not fit into a double.
    let tangent = y.isFinite ? log1p(a * y) : log(a) + node.logRatio
    return power + log1p(-exp(tangent - power))
  }
}
