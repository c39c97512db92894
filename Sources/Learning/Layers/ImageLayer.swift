/// A layer before the first dense layer: it works on one example at a time.
struct ImageLayer: Sendable {
  /// What it computes.
  enum Operation: Sendable {
    case convolution(ConvolutionLayer)
    case rectifier
    case maxPool(MaxPoolLayer)
    case groupNorm(GroupNormLayer)
  }

  let operation: Operation
  /// Where its input and output start in the memory of one example. ReLU works in place.
  let input: Int
  let output: Int
  let outputCount: Int

  func forward(
    _ parameters: UnsafePointer<Float>, activations: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    switch operation {
    case .convolution(let layer):
      layer.forward(parameters, activations + input, activations + output, scratch: scratch)
    case .rectifier:
      Rectifier.forward(activations + output, count: outputCount)
    case .maxPool(let layer):
      layer.forward(activations + input, activations + output)
    case .groupNorm(let layer):
      layer.forward(parameters, activations + input, activations + output)
    }
  }
}
