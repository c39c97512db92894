import Foundation

/// How far apart vectors are that should be equal, as a share of their length.
struct VectorDistance: Comparable {
  private let share: Double

  /// More than single precision loses on another way through a deep network's sums (1e-3 in
  /// DenseNet-121), and far less than what another example changes.
  static let rounding = VectorDistance(share: 1e-2)

  private init(share: Double) { self.share = share }

  /// In words.
  var text: String {
    share == 0 ? "bit for bit" : String(format: "differ by %.1e of their length", share)
  }

  /// The largest among pairs.
  static func largest(_ left: [[Float]], _ right: [[Float]]) -> VectorDistance {
    VectorDistance(
      share: zip(left, right).map { a, b in
        let difference = zip(a, b).reduce(0.0) { sum, pair in
          let (left, right) = (Double(pair.0), Double(pair.1))
          return sum + (left - right) * (left - right)
        }.squareRoot()
        return difference == 0 ? 0 : difference / max(norm(a), norm(b))
      }.max() ?? 0)
  }

  /// The length of a vector.
  static func norm(_ vector: [Float]) -> Double {
    vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// The sum of vectors.
  static func sum(of vectors: [[Float]]) -> [Float] {
    var total = [Double](repeating: 0, count: vectors.first?.count ?? 0)
    for vector in vectors {
      for place in total.indices { total[place] += Double(vector[place]) }
    }
    return total.map { Float($0) }
  }

  static func < (left: VectorDistance, right: VectorDistance) -> Bool { left.share < right.share }

  static func <= (left: VectorDistance, right: Double) -> Bool { left.share <= right }
}
