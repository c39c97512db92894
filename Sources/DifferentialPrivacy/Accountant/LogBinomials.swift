import Glibc

/// Logarithms of binomial coefficients up to order 2048.
enum LogBinomials {
  /// The largest n.
  static let largest = 2048

  /// log(n!), added with Neumaier's compensation: the error stays below one last place.
  private static let logFactorials: [Double] = {
    var table = [0.0]
    var sum = 0.0
    var compensation = 0.0
    for n in 1...largest {
      let term = log(Double(n))
      let next = sum + term
      compensation += (sum - next) + term
      sum = next
      table.append(sum + compensation)
    }
    return table
  }()

  /// log C(n, i) for 0 <= i <= n <= 2048.
  static func value(_ n: Int, _ i: Int) -> Double {
    logFactorials[n] - logFactorials[i] - logFactorials[n - i]
  }
}
