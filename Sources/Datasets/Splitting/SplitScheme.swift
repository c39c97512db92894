/// How patients are shared out among hospitals.
public enum SplitScheme: Equatable, Sendable {
  /// Every hospital gets as much of every class as any other.
  case uniform
  /// The same mix of classes everywhere, in sizes 1 : 2 : 3 : ...
  case quantity
  /// Each class is at home in one hospital, which gets 80 % of it; the rest is shared evenly.
  case classes
  /// Each class is shared by proportions drawn from a symmetric Dirichlet distribution (Hsu, Qi
  /// and Brown 2019): the smaller `alpha`, the more unlike the hospitals. 0.5 is common.
  case dirichlet(alpha: Double)

  /// The scheme of a name on the command line.
  ///
  /// - Throws: `.badOptions` for an unknown name or an `alpha` that is not positive.
  public init(name: String, alpha: Double = 0.5) throws(DataError) {
    switch name {
    case "uniform": self = .uniform
    case "quantity": self = .quantity
    case "classes": self = .classes
    case "dirichlet":
      guard alpha > 0, alpha.isFinite else {
        throw DataError(
          .badOptions, "alpha \(alpha): must be greater than 0", remedy: "try --alpha 0.5")
      }
      self = .dirichlet(alpha: alpha)
    default:
      throw DataError(
        .badOptions, "no scheme '\(name)'",
        remedy: "choose uniform, quantity, classes or dirichlet")
    }
  }

  /// The name on the command line.
  public var name: String {
    switch self {
    case .uniform: "uniform"
    case .quantity: "quantity"
    case .classes: "classes"
    case .dirichlet: "dirichlet"
    }
  }

  /// The concentration, for `dirichlet`.
  public var alpha: Double? {
    if case .dirichlet(let alpha) = self { alpha } else { nil }
  }

  /// For every class the proportions in which the hospitals get it.
  func proportions(
    classes: Int, hospitals: Int, using generator: inout SeededGenerator
  ) -> [[Double]] {
    (0..<classes).map { label in
      switch self {
      case .uniform:
        return Array(repeating: 1, count: hospitals)
      case .quantity:
        return (1...hospitals).map(Double.init)
      case .classes:
        // With one hospital the rest is nothing, and it gets all.
        let rest = 0.2 / Double(max(hospitals - 1, 1))
        return (0..<hospitals).map { $0 == label % hospitals ? 0.8 : rest }
      case .dirichlet(let alpha):
        return DirichletDistribution(alpha: alpha, count: hospitals).draw(using: &generator)
      }
    }
  }
}
