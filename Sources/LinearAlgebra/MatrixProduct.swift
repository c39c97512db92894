import COpenBLAS

/// Products of row-major matrices of 32-bit floats by OpenBLAS, on the calling thread only.
///
/// The last bits depend on the processor, so nothing that is signed may depend on them; on one
/// machine the same call with the same shapes gives the same bits. Shapes are the caller's duty:
/// pointers are not checked.
public enum MatrixProduct {
  private static let library: OpenBLAS = {
    guard case .success(let library) = OpenBLAS.loaded else {
      preconditionFailure("whoever makes products looks first whether OpenBLAS is there")
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
    func form(_ transpose: Bool) -> CInt {
      CInt(transpose ? decaph_transpose : decaph_no_transpose)
    }
    library.sgemm(
      CInt(decaph_row_major), form(transposeA), form(transposeB),
      Int32(rows), Int32(columns), Int32(inner),
      scale, a, Int32(transposeA ? rows : inner), b, Int32(transposeB ? inner : columns),
      keep, c, Int32(columns))
  }
}
