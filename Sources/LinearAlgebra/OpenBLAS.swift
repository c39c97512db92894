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
    // Threads of its own would only spin beside ours, and where one cannot be started it raises
    // SIGINT. And it knows processors by a list that ends with its release: 0.3.21 takes the kernels
    // of 2004 on one that came later, a fraction as fast. Not before main: a program with Swift's
    // libraries inside finds its arguments from where the environment lies.
    decaph_tell_openblas()
    guard let library = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
      throw LinearAlgebraError(dlerror().map { String(cString: $0) } ?? file)
    }
    func function<Function>(_ name: String, as type: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }
    guard let sgemm = function("cblas_sgemm", as: decaph_sgemm.self),
      let configuration = function("openblas_get_config", as: Text.self)
    else { throw LinearAlgebraError("\(file) is no OpenBLAS") }
    guard !Self.text(configuration).contains("USE64BITINT") else {
      throw LinearAlgebraError("\(file) counts in 64 bits, and not in 32 as packaged ones do")
    }
    // Also where the user wants threads elsewhere: every core has its own examples here.
    function("openblas_set_num_threads", as: (@convention(c) (CInt) -> Void).self)?(1)
    return OpenBLAS(
      sgemm: sgemm,
      core: function("openblas_get_corename", as: Text.self).map(Self.text) ?? "unknown")
  }

  private typealias Text = @convention(c) () -> UnsafePointer<CChar>?

  private static func text(_ function: Text) -> String {
    function().map { String(cString: $0) } ?? ""
  }
}
