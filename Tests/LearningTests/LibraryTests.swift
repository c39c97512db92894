import Foundation
import LinearAlgebra
import Testing

@Suite struct LibraryTests {
  /// What this process tells OpenBLAS must not reach the programs that it starts: a trainer's numpy
  /// would run on one thread.
  @Test func loadingLeavesTheEnvironmentAlone() throws {
    let names = ["OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE"]
    let before = names.map { getenv($0).map { String(cString: $0) } }
    try MatrixProduct.prepare()
    #expect(names.map { getenv($0).map { String(cString: $0) } } == before)
    var product: [Float] = [0]
    MatrixProduct.multiply(rows: 1, columns: 1, inner: 2, [2, 3], [5, 7], into: &product)
    #expect(product == [31])
  }
}
