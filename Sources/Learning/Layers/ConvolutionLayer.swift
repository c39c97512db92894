import LinearAlgebra

/// A convolution of one image as a matrix product over its patches.
struct ConvolutionLayer: Sendable {
  let channels: Int
  let height: Int
  let width: Int
  let filters: Int
  let kernel: Int
  let stride: Int
  /// Where the weights and the biases, if it has any, start among the parameters.
  let weights: Int
  let biases: Int?

  var outputHeight: Int { (height - 1) / stride + 1 }
  var outputWidth: Int { (width - 1) / stride + 1 }
  /// Pixels of one output plane.
  var pixels: Int { outputHeight * outputWidth }
  /// Numbers in one patch.
  var patch: Int { channels * kernel * kernel }
  /// Numbers of working memory.
  var scratchCount: Int { patch * pixels }

  func forward(
    _ parameters: UnsafePointer<Float>, _ input: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    unfold(input, into: scratch)
    for filter in 0..<filters {
      (output + filter * pixels).update(
        repeating: biases.map { parameters[$0 + filter] } ?? 0, count: pixels)
    }
    MatrixProduct.multiply(
      rows: filters, columns: pixels, inner: patch, parameters + weights, scratch, keep: 1,
      into: output)
  }

  /// Overwrites this layer's part of `gradient`, and `inputDelta` unless it is nil.
  func backward(
    _ parameters: UnsafePointer<Float>, _ input: UnsafePointer<Float>,
    delta: UnsafePointer<Float>, inputDelta: UnsafeMutablePointer<Float>?,
    gradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    unfold(input, into: scratch)
    MatrixProduct.multiply(
      rows: filters, columns: patch, inner: pixels, delta, scratch, transposeB: true,
      into: gradient + weights)
    if let biases {
      for filter in 0..<filters {
        gradient[biases + filter] = Float(Reduction.sum(delta + filter * pixels, count: pixels))
      }
    }
    guard let inputDelta else { return }
    MatrixProduct.multiply(
      rows: patch, columns: pixels, inner: filters, parameters + weights, transposeA: true, delta,
      into: scratch)
    fold(scratch, into: inputDelta)
  }

  /// Lays out the patches: row (channel, ky, kx), column (y, x) of the output; zero outside.
  private func unfold(_ image: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
    forEachRow { patchRow, imageRow, xs, firstX in
      let target = patches + patchRow
      guard let imageRow, !xs.isEmpty else {
        target.update(repeating: 0, count: outputWidth)
        return
      }
      target.update(repeating: 0, count: xs.lowerBound)
      (target + xs.upperBound).update(repeating: 0, count: outputWidth - xs.upperBound)
      let source = image + imageRow + firstX
      if stride == 1 {
        (target + xs.lowerBound).update(from: source, count: xs.count)
      } else {
        for i in 0..<xs.count { target[xs.lowerBound + i] = source[i * stride] }
      }
    }
  }

  /// The transpose of ``unfold(_:into:)``: adds each patch back to where it was taken from.
  private func fold(_ patches: UnsafePointer<Float>, into image: UnsafeMutablePointer<Float>) {
    image.update(repeating: 0, count: channels * height * width)
    forEachRow { patchRow, imageRow, xs, firstX in
      guard let imageRow else { return }
      let source = patches + patchRow + xs.lowerBound
      let target = image + imageRow + firstX
      if stride == 1 {
        for i in 0..<xs.count { target[i] += source[i] }
      } else {
        for i in 0..<xs.count { target[i * stride] += source[i] }
      }
    }
  }

  /// Visits each row of outputs of each kernel position: where it starts among the patches, where
  /// the image row that it reads starts (nil outside), the output columns that lie inside, and the
  /// image column of the first of them.
  @inline(__always)
  private func forEachRow(_ visit: (Int, Int?, Range<Int>, Int) -> Void) {
    let pad = (kernel - 1) / 2
    var patchRow = 0
    for channel in 0..<channels {
      for ky in 0..<kernel {
        for kx in 0..<kernel {
          // Columns x with 0 <= x * stride + kx - pad < width.
          let lower = max(0, (pad - kx + stride - 1) / stride)
          let last = width - 1 + pad - kx
          let upper = last < 0 ? 0 : min(outputWidth, last / stride + 1)
          let xs = min(lower, upper)..<upper
          for y in 0..<outputHeight {
            let row = y * stride + ky - pad
            let isInside = row >= 0 && row < height
            visit(
              patchRow, isInside ? (channel * height + row) * width : nil, xs,
              xs.lowerBound * stride + kx - pad)
            patchRow += outputWidth
          }
        }
      }
    }
  }
}
