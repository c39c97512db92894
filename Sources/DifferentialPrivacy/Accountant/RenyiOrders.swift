/// The orders at which Rényi divergences are computed, and at which epsilon is the minimum.
///
/// Low orders serve large epsilons, high orders small ones; between 11 and 64 every integer,
/// because that is where the optimum of usual plans lies. Each bound holds at every order, so a
/// missing order costs tightness and never validity.
public struct RenyiOrders: Hashable, Sendable {
  /// The orders, ascending, each above 1.
  public let values: [Double]

  /// Takes orders of one's own, to compare with other accountants.
  ///
  /// - Parameter values: Ascending, from 1.01 (exclusive) to 2048; whole or at most 64.
  /// - Precondition: the orders are such; they are program text, never input.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "an accountant needs an order")
    precondition(
      values.allSatisfy {
        $0 > 1.01 && $0 <= Double(LogFactorials.largest)
          && ($0 <= RealOrders.largest || $0 == $0.rounded())
      }, "orders lie above 1.01, and are whole above 64")
    precondition(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "orders ascend")
    self.values = values
  }

  /// 1.02 to 1.09 by 0.01, 1.1 to 10.9 by 0.1, 11 to 64, 68 to 128 by 4, then wider up to 2048.
  public static let standard = RenyiOrders(
    (102...109).map { Double($0) / 100 }
      + (11...109).map { Double($0) / 10 }
      + (11...64).map(Double.init)
      + stride(from: 68, through: 128, by: 4).map(Double.init)
      + [144, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1536, 2048])
}
