/// The sum of a plane of numbers, in double precision.
enum PlaneSum {
  /// Sums in eight interleaved partial sums: the order depends on `count` only.
  static func of(_ values: UnsafePointer<Float>, count: Int) -> Float {
    Float(precise(values, count: count))
  }

  /// As ``of(_:count:)``, not rounded.
  static func precise(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var i = 0
    while i + 8 <= count {
      low += SIMD4(
        Double(values[i]), Double(values[i + 1]), Double(values[i + 2]), Double(values[i + 3]))
      high += SIMD4(
        Double(values[i + 4]), Double(values[i + 5]), Double(values[i + 6]), Double(values[i + 7]))
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      sum += Double(values[i])
      i += 1
    }
    return sum
  }
}
