/// The squared Euclidean norm of a vector of 32-bit floats, in double precision.
public enum SquaredNorm {
  /// Sums the squares in eight interleaved partial sums: the order, and so the bits, depend on
  /// `count` only. Each square is exact, and the relative error of the result is below
  /// `count * 2^-53`.
  public static func of(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var i = 0
    while i + 8 <= count {
      let a = SIMD4(
        Double(values[i]), Double(values[i + 1]), Double(values[i + 2]), Double(values[i + 3]))
      let b = SIMD4(
        Double(values[i + 4]), Double(values[i + 5]), Double(values[i + 6]), Double(values[i + 7]))
      low += a * a
      high += b * b
      i += 8
    }
    var sum = (low + high).sum()
    while i < count {
      sum += Double(values[i]) * Double(values[i])
      i += 1
    }
    return sum
  }
}
