/// The Rényi divergences of one step at all orders of an accountant.
struct RenyiCurve {
  /// R(a) for each order; infinite without noise.
  let values: [Double]

  /// Computes the divergences, in about a millisecond for usual noise and the standard orders.
  init(_ step: SampledGaussian, orders: RenyiOrders) {
    let z = step.noiseMultiplier
    let unsampled = { (order: Double) in order / (2 * z * z) }
    guard z > 0 else {
      values = orders.values.map { _ in .infinity }
      return
    }
    guard step.samplingRate < 1 else {
      values = orders.values.map(unsampled)
      return
    }
    let fractional = orders.values.filter { $0 != $0.rounded() }
    // With next to no noise the Gaussian without sampling is bound enough: epsilon is in the
    // hundreds either way.
    let quadrature =
      z < RealOrder.smallestNoiseMultiplier
      ? nil : fractional.last.map { RealOrder(step, upTo: $0) }
    values = orders.values.map { order in
      if order == order.rounded() {
        return WholeOrder.logMoment(order: Int(order), step) / (order - 1)
      }
      return quadrature.map { $0.logMoment(order: order) / (order - 1) } ?? unsampled(order)
    }
  }
}
