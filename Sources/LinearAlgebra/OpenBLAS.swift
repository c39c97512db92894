import COpenBLAS
import Glibc

/// OpenBLAS, loaded when a model needs it.
///
/// Linked to the program it would take milliseconds at every start, also where nothing is computed:
/// of one that only looks whether anything has arrived, or whose model has no convolution.
public struct OpenBLAS: Sendable {
  /// General product of two matrices of 32-bit floats.
  let sgemm: decaph_sgemm
  /// The processor whose kernels it uses, by its own word.
  public let core: String

  /// The library, or why it is not there.
  public static let loaded: Result<OpenBLAS, LinearAlgebraError> = Result(catching: load)

  /// The name that Debian's and other distributions' packages give it.
  private static let file = "libopenblas.so.0"

  private static func load() throws(LinearAlgebraError) -> OpenBLAS {
    guard let library = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
      throw LinearAlgebraError(dlerror().map { String(cString: $0) } ?? "\(file) cannot be loaded")
    }
    guard let sgemm = dlsym(library, "cblas_sgemm"),
      let name = dlsym(library, "openblas_get_corename")
    else { throw LinearAlgebraError("\(file) is no OpenBLAS: it has no cblas_sgemm") }
    let core = unsafeBitCast(name, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
    return OpenBLAS(
      sgemm: unsafeBitCast(sgemm, to: decaph_sgemm.self),
      core: core.map { String(cString: $0) } ?? "unknown")
  }
}
