/// Shares out whole numbers in given proportions.
enum Apportionment {
  /// Parts that add up to `total`, as near to the proportions as whole numbers can be: the
  /// method of the largest remainder, ties to the earlier part.
  static func share(_ total: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0, !weights.isEmpty else { return weights.map { _ in 0 } }
    let exact = weights.map { Double(total) * $0 / sum }
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted { first, second in
      let a = exact[first] - Double(parts[first])
      let b = exact[second] - Double(parts[second])
      return a == b ? first < second : a > b
    }
    for index in order.prefix(max(total - parts.reduce(0, +), 0)) { parts[index] += 1 }
    return parts
  }
}
