import COpenBLAS

/// Products of row-major matrices of 32-bit floats by OpenBLAS, on the calling thread only.
///
/// The last bits depend on the processor, so nothing that is signed may depend on them; on one
/// machine the same call with the same shapes gives the same bits. Shapes are the caller's duty:
/// pointers are not checked.
public enum MatrixProduct {
  /// Loads OpenBLAS; whoever makes products calls it first.
  /// - Throws: ``LinearAlgebraError`` if it is not installed.
  public static func prepare() throws(LinearAlgebraError) {
    _ = try OpenBLAS.loaded.get()
  }

  private static let library: OpenBLAS = {
    guard case .success(let library) = OpenBLAS.loaded else {
      preconditionFailure("prepare() comes first")
    }
    return library
  }()

  /// `c = scale * op(a) * op(b) + keep * c`, where `c` is `rows` x `columns`.
  ///
  /// - Parameters:
  ///   - rows: rows of `op(a)` and `c`.
  ///   - columns: columns of `op(b)` and `c`.
  ///   - inner: columns of `op(a)`, rows of `op(b)`.
  ///   - a: `rows` x `inner`, or `inner` x `rows` if `transposeA`; no gaps between rows.
  ///   - b: `inner` x `columns`, or `columns` x `inner` if `transposeB`; no gaps between rows.
  public static func multiply(
    rows: Int, columns: Int, inner: Int,
    _ a: UnsafePointer<Float>, transposeA: Bool = false,
    _ b: UnsafePointer<Float>, transposeB: Bool = false,
    scale: Float = 1, keep: Float = 0, into c: UnsafeMutablePointer<Float>
  ) {
    library.sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      blasint(rows), blasint(columns), blasint(inner),
      scale, a, blasint(transposeA ? rows : inner), b, blasint(transposeB ? inner : columns),
      keep, c, blasint(columns))
  }

  /// `y = scale * op(a) * x + keep * y`, where `a` is `rows` x `columns`.
  public static func multiply(
    rows: Int, columns: Int, _ a: UnsafePointer<Float>, transpose: Bool = false,
    vector x: UnsafePointer<Float>, scale: Float = 1, keep: Float = 0,
    into y: UnsafeMutablePointer<Float>
  ) {
    library.sgemv(
      CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, blasint(rows), blasint(columns),
      scale, a, blasint(columns), x, 1, keep, y, 1)
  }
}
