extension GreyImage {
  /// The image as a square of `side` x `side` values in [0, 1], row after row.
  ///
  /// Each value is the exact mean over the rectangle of the source it stands for, pixels on its
  /// edge counting by the part inside (a box filter). An image that is not square is stretched
  /// to one; a smaller one is enlarged by the same rule. Everything is summed in integers and
  /// divided once, so the result is the same on every machine.
  ///
  /// - Precondition: `side` is positive.
  public func areaAveraged(to side: Int) -> [Float] {
    precondition(side > 0, "the side of an image is positive")
    let columns = BoxWeights(source: width, target: side)
    let rows = BoxWeights(source: height, target: side)
    // In units of 1/side of a pixel a target cell covers width x height of the source.
    let whole = Double(width) * Double(height) * 255

    var sums = [Int](repeating: 0, count: side * side)
    var line = [Int](repeating: 0, count: side)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        columns.accumulate(pixels.baseAddress! + y * width, into: &line)
        for (row, weight) in rows.cells(of: y) {
          for column in 0..<side { sums[row * side + column] += weight * line[column] }
        }
      }
    }
    return sums.map { Float(Double($0) / whole) }
  }
}
