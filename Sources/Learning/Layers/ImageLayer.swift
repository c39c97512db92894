/// A step before the first dense layer: it works on one example at a time.
struct ImageLayer: Sendable {
  /// What it computes.
  enum Operation: Sendable {
    case convolution(ConvolutionLayer)
    case rectifier
    case maxPool(MaxPoolLayer)
    case groupNorm(GroupNormLayer)
    case globalAveragePool(GlobalAveragePoolLayer)
    /// The beginning of a residual block: what comes next and the shortcut read the same numbers.
    case fork
    /// The end of a residual block: the shortcut's numbers, which start there, are added.
    case join(shortcut: Int)
  }

  let operation: Operation
  /// Where its input and output start in the memory of one example. ReLU, fork and join work in
  /// place.
  let input: Int
  let output: Int
  let outputCount: Int
  /// Whether it lies on the shortcut of a residual block.
  let isOnShortcut: Bool

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
    case .globalAveragePool(let layer):
      layer.forward(activations + input, activations + output)
    case .fork:
      break
    case .join(let shortcut):
      Self.add(activations + shortcut, to: activations + output, count: outputCount)
    }
  }

  /// `target[i] += source[i]`.
  static func add(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { target[i] += source[i] }
  }
}
