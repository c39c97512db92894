import COpenBLAS
import Glibc

/// OpenBLAS, loaded when the first product is wanted.
///
/// Linked to a program it would start a thread per core and take milliseconds at every start, also
/// of one that only looks whether anything has arrived. And it chooses its kernels when it is
/// loaded, by a list of processors that ends with its release: on a newer one it takes those of
/// 2004, a fraction as fast. So it is told beforehand what this processor can do.
struct OpenBLAS: Sendable {
  /// General product of two matrices.
  let sgemm: decaph_sgemm
  /// Product of a matrix and a vector.
  let sgemv: decaph_sgemv

  /// The library, or why it is not there.
  static let loaded: Result<OpenBLAS, LinearAlgebraError> = Result(catching: load)

  /// The name that Debian's and other distributions' packages give it.
  private static let file = "libopenblas.so.0"

  private static func load() throws(LinearAlgebraError) -> OpenBLAS {
    // One thread: here every core has its own examples. What the environment says already stays.
    var variables = [("OPENBLAS_NUM_THREADS", "1")]
    if let core = decaph_openblas_core() {
      variables.append(("OPENBLAS_CORETYPE", String(cString: core)))
    }
    let added = variables.filter { name, value in
      getenv(name) == nil && setenv(name, value, 0) == 0
    }
    // Programs that this one starts shall find what it found.
    defer { for (name, _) in added { unsetenv(name) } }
    guard let library = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
      throw LinearAlgebraError(dlerror().map { String(cString: $0) } ?? file)
    }
    guard let sgemm = dlsym(library, "cblas_sgemm"), let sgemv = dlsym(library, "cblas_sgemv")
    else { throw LinearAlgebraError("\(file) has no CBLAS functions") }
    if let limit = dlsym(library, "openblas_set_num_threads") {
      unsafeBitCast(limit, to: (@convention(c) (CInt) -> Void).self)(1)
    }
    return OpenBLAS(
      sgemm: unsafeBitCast(sgemm, to: decaph_sgemm.self),
      sgemv: unsafeBitCast(sgemv, to: decaph_sgemv.self))
  }
}
