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
    // It knows processors by a list that ends with its release: 0.3.21 takes the kernels of 2004 on
    // one that came later, and is a fraction as fast. What counts is what the processor can do; what
    // the user has set stays. Only the environment tells it, and this is the one variable that is
    // ever set here: the system's first one frees nothing that another thread may be reading. Not
    // before main, either: Swift finds the program's arguments from where the environment lies.
    if let core = decaph_openblas_core() { setenv("OPENBLAS_CORETYPE", core, 0) }
    guard let library = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
      throw LinearAlgebraError(dlerror().map { String(cString: $0) } ?? "\(file) cannot be loaded")
    }
    guard let sgemm = dlsym(library, "cblas_sgemm"),
      let name = dlsym(library, "openblas_get_corename")
    else { throw LinearAlgebraError("\(file) is no OpenBLAS: it has no cblas_sgemm") }
    // Every core has its own examples here; threads of OpenBLAS would only spin beside them.
    if let limit = dlsym(library, "openblas_set_num_threads") {
      unsafeBitCast(limit, to: (@convention(c) (CInt) -> Void).self)(1)
    }
    let core = unsafeBitCast(name, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
    return OpenBLAS(
      sgemm: unsafeBitCast(sgemm, to: decaph_sgemm.self),
      core: core.map { String(cString: $0) } ?? "unknown")
  }
}
