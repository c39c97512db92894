import COpenBLAS

/// Sums of real vectors that are scaled and truncated toward zero to integers, coordinate by
/// coordinate.
///
/// Scaling is one single-precision product. The caller makes sure that every product lies below
/// 2^31 in absolute value and that the sums do not overflow.
public enum TruncatedSum {
  /// `sums[i] += truncate(values[i] * scale)`.
  public static func add(
    _ values: UnsafePointer<Float>, count: Int, scale: Float, to sums: UnsafeMutablePointer<Int32>
  ) {
    for i in 0..<count { sums[i] &+= decaph_truncate(values[i] * scale) }
  }

  /// `sums[i] += truncate((values[i] * factor) * scale)`: a row of an outer product, made, scaled
  /// and truncated without being stored. The inner product is rounded to a Float first, so the
  /// result is that of storing the row and calling ``add(_:count:scale:to:)``.
  public static func addProduct(
    _ values: UnsafePointer<Float>, factor: Float, count: Int, scale: Float,
    to sums: UnsafeMutablePointer<Int32>
  ) {
    for i in 0..<count { sums[i] &+= decaph_truncate((values[i] * factor) * scale) }
  }

  /// As four calls of ``addProduct(_:factor:count:scale:to:)`` that read and write the sums once.
  public static func addFourProducts(
    _ values: (
      UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
    ),
    factors: SIMD4<Float>, count: Int, scales: SIMD4<Float>, to sums: UnsafeMutablePointer<Int32>
  ) {
    let (a, b, c, d) = values
    for i in 0..<count {
      let first = decaph_truncate((a[i] * factors[0]) * scales[0])
      let second = decaph_truncate((b[i] * factors[1]) * scales[1])
      let third = decaph_truncate((c[i] * factors[2]) * scales[2])
      let fourth = decaph_truncate((d[i] * factors[3]) * scales[3])
      sums[i] &+= (first &+ second) &+ (third &+ fourth)
    }
  }
}
