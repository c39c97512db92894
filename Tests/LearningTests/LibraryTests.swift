import Foundation
import LinearAlgebra
import Testing

@Suite struct LibraryTests {
  /// OpenBLAS alone would take kernels without AVX on a processor that is newer than its release.
  @Test func kernelsAreThoseOfTheProcessor() throws {
    let library = try OpenBLAS.loaded.get()
    // Without it OpenBLAS starts a thread per core, and raises SIGINT where it cannot.
    #expect(getenv("OPENBLAS_NUM_THREADS") != nil)
    let chosen = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) }
    let processor = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let flags = Set(processor.split { $0.isWhitespace }.map(String.init))
    if flags.contains("avx2"), flags.contains("fma") {
      #expect(chosen == library.core)
      #expect(["SkylakeX", "Haswell"].contains(library.core))
    }
  }

  @Test func productsAreThoseOfTheDefinition() throws {
    _ = try OpenBLAS.loaded.get()
    // Two by three and three by two, then the same from their transposes, added to twice that.
    let (a, b): ([Float], [Float]) = ([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12])
    var c = [Float](repeating: 9, count: 4)
    MatrixProduct.multiply(rows: 2, columns: 2, inner: 3, a, b, into: &c)
    #expect(c == [58, 64, 139, 154])
    let (left, right): ([Float], [Float]) = ([1, 4, 2, 5, 3, 6], [7, 9, 11, 8, 10, 12])
    MatrixProduct.multiply(
      rows: 2, columns: 2, inner: 3, left, transposeA: true, right, transposeB: true, scale: 0.5,
      keep: 2, into: &c)
    #expect(c == [145, 160, 347.5, 385])
  }
}
