import Glibc

/// Adds up the privacy loss of many steps by Rényi differential privacy (Mironov 2017).
///
/// Divergences at a fixed order add under composition, also when each step is chosen after seeing
/// the outcomes of the steps before it. Epsilon is the best of the orders' bounds. What it counts
/// is ``SampledGaussian``; neighbours differ by adding or removing one record.
public struct RenyiAccountant: Sendable {
  /// The accountant's name beside every epsilon.
  public static let name = "RDP"

  /// The orders of the bounds.
  public let orders: RenyiOrders

  private struct Charge {
    var count: Int
    let curve: RenyiCurve
  }

  /// Distinct steps in the order of their first appearance: the sum is then the same on every run,
  /// and thousands of equal rounds cost as much as one.
  private var charges: [Charge] = []
  private var positions: [SampledGaussian: Int] = [:]

  /// An accountant that has seen nothing.
  public init(orders: RenyiOrders = .standard) { self.orders = orders }

  /// Charges `count` equal steps.
  ///
  /// - Precondition: `count` is not negative.
  public mutating func compose(_ step: SampledGaussian, count: Int = 1) {
    precondition(count >= 0, "steps cannot be taken back")
    guard count > 0 else { return }
    if let position = positions[step] {
      charges[position].count += count
    } else {
      positions[step] = charges.count
      charges.append(Charge(count: count, curve: RenyiCurve(step, orders: orders)))
    }
  }

  /// The summed divergence R(a) at each of ``orders``.
  public var divergences: [Double] {
    var total = [Double](repeating: 0, count: orders.values.count)
    for charge in charges {
      let count = Double(charge.count)
      for index in total.indices { total[index] += count * charge.curve.values[index] }
    }
    return total
  }

  /// The smallest epsilon that the divergences prove at a delta.
  ///
  ///     epsilon = max(0, min over a of R(a) + log(1 - 1/a) - log(delta a)/(a - 1))
  ///
  /// (Canonne, Kamath and Steinke 2020, proposition 12), and 0 where delta^2 + exp(-R(a)) > 1 for
  /// some a, because the total variation distance is then at most delta (Bretagnolle and Huber).
  ///
  /// - Parameter delta: The probability with which the bound may fail. From 1 on every mechanism is
  ///   private (epsilon 0); at 0 and below this accountant proves nothing (epsilon infinite).
  public func epsilon(delta: Double) -> PrivacyGuarantee {
    Self.epsilon(delta: delta, orders: orders.values, divergences: divergences)
  }

  static func epsilon(
    delta: Double, orders: [Double], divergences: [Double]
  ) -> PrivacyGuarantee {
    var best = (epsilon: Double.infinity, index: orders.count - 1)
    for (index, order) in orders.enumerated() where delta > 0 {
      let divergence = divergences[index]
      if delta >= 1 || delta * delta + expm1(-divergence) > 0 {
        return PrivacyGuarantee(epsilon: 0, delta: delta, order: order, orderIsExtreme: false)
      }
      let epsilon = divergence + log1p(-1 / order) - log(delta * order) / (order - 1)
      if epsilon < best.epsilon { best = (epsilon, index) }
    }
    return PrivacyGuarantee(
      epsilon: max(0, best.epsilon), delta: delta, order: orders[best.index],
      orderIsExtreme: best.index == 0 || best.index == orders.count - 1)
  }
}
