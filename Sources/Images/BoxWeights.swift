/// How a row of `source` pixels is shared out among `target` cells of equal width.
///
/// With both laid over a length of `source * target`, pixel p covers [p t, (p+1) t) and cell c
/// covers [c s, (c+1) s). The weights are the lengths of the overlaps: integers, adding up to s
/// for every cell.
struct BoxWeights {
  let source: Int
  let target: Int

  /// The cells that pixel `pixel` reaches into, with its weight in each.
  @inline(__always)
  func cells(of pixel: Int) -> [(cell: Int, weight: Int)] {
    let start = pixel * target
    let end = start + target
    return (start / source...(end - 1) / source).map { cell in
      (cell, min(end, (cell + 1) * source) - max(start, cell * source))
    }
  }

  /// Writes the weighted sums of one row of `source` pixels into `target` cells.
  @inline(__always)
  func accumulate(_ pixels: UnsafePointer<UInt8>, into cells: inout [Int]) {
    cells.withUnsafeMutableBufferPointer { cells in
      var start = 0
      var cell = 0
      var boundary = source
      var sum = 0
      for pixel in 0..<source {
        let value = Int(pixels[pixel])
        let end = start + target
        // The pixel closes every cell that ends within it.
        while boundary <= end {
          sum += value * (boundary - start)
          cells[cell] = sum
          sum = 0
          start = boundary
          boundary += source
          cell += 1
        }
        sum += value * (end - start)
        start = end
      }
    }
  }
}
