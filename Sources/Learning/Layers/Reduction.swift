/// Sums over a plane of numbers in double precision, in eight interleaved partial sums: the order,
/// and so the bits, depend on `count` only.
enum Reduction {
  private typealias Four = SIMD4<Double>

  /// `values[0] + values[1] + ...`
  static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var (low, high) = (Four.zero, Four.zero)
    var i = 0
    while i + 8 <= count {
      low += four(values + i)
      high += four(values + i + 4)
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      sum += Double(values[i])
      i += 1
    }
    return sum
  }

  /// `left[0] + left[1] + ...`, and `left[0] * right[0] + left[1] * right[1] + ...` in the same pass,
  /// as most of it goes into reading and widening; each product is exact.
  static func sums(
    _ left: UnsafePointer<Float>, times right: UnsafePointer<Float>, count: Int
  ) -> (plain: Double, products: Double) {
    var (low, high, lowProducts, highProducts) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var i = 0
    while i + 8 <= count {
      let (first, second) = (four(left + i), four(left + i + 4))
      low += first
      high += second
      lowProducts += first * four(right + i)
      highProducts += second * four(right + i + 4)
      i += 8
    }
    var plain = (low + high).sum()
    var products = (lowProducts + highProducts).sum()
    while i < count {
      plain += Double(left[i])
      products += Double(left[i]) * Double(right[i])
      i += 1
    }
    return (plain, products)
  }

  @inline(__always)
  private static func four(_ values: UnsafePointer<Float>) -> Four {
    Four(UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Float>.self))
  }
}
