/// Sums over a plane of numbers in double precision, in eight interleaved partial sums: the order,
/// and so the bits, depend on `count` only.
enum Reduction {
  /// `values[0] + values[1] + ...`
  static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
    interleaved(count: count) { Double(values[$0]) }
  }

  /// `left[0] * right[0] + left[1] * right[1] + ...`; each product is exact.
  static func product(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
  ) -> Double {
    interleaved(count: count) { Double(left[$0]) * Double(right[$0]) }
  }

  @inline(__always)
  private static func interleaved(count: Int, _ term: (Int) -> Double) -> Double {
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var i = 0
    while i + 8 <= count {
      low += SIMD4(term(i), term(i + 1), term(i + 2), term(i + 3))
      high += SIMD4(term(i + 4), term(i + 5), term(i + 6), term(i + 7))
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      sum += term(i)
      i += 1
    }
    return sum
  }
}
