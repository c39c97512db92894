import Glibc

/// The logarithm of a sum of positive terms of which only the logarithms fit into a double.
struct LogSum {
  private var peak = -Double.infinity
  private var scaled = 0.0

  /// Adds a term exp(`logarithm`).
  mutating func add(_ logarithm: Double) {
    if logarithm <= peak {
      scaled += exp(logarithm - peak)
    } else if logarithm > -.infinity {
      scaled = scaled * exp(peak - logarithm) + 1
      peak = logarithm
    }
  }

  /// log of the sum; minus infinity while it is empty.
  var logarithm: Double { scaled > 0 ? peak + log(scaled) : -.infinity }

  /// log(1 + the sum), exact to the last digits for tiny and for huge sums.
  var logarithmOfOnePlus: Double {
    let total = logarithm
    return total > 0 ? total + log1p(exp(-total)) : log1p(exp(total))
  }
}
