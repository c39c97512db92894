/// Count, mean and squared deviations of numbers that come and go (Welford 1962).
struct Moments {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// Takes out a number that was added.
  mutating func remove(_ value: Double) {
    guard count > 1 else {
      self = Moments()
      return
    }
    count -= 1
    let distance = value - mean
    mean -= distance / Double(count)
    squares = max(0, squares - distance * (value - mean))
  }

  /// The standard deviation with count - 1 below; 0 of fewer than two.
  var deviation: Double { count > 1 ? (squares / Double(count - 1)).squareRoot() : 0 }

  /// The common deviation of groups around their own means.
  static func deviation(within groups: [Moments]) -> Double {
    let freedom = groups.reduce(0) { $0 + max(0, $1.count - 1) }
    let squares = groups.reduce(0) { $0 + $1.squares }
    return freedom > 0 ? (squares / Double(freedom)).squareRoot() : 0
  }
}
