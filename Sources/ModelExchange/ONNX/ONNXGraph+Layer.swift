import ModelUpdate

extension ONNXGraph {
  /// Appends the operations that one layer is: the one place that knows how layers become ONNX.
  ///
  /// - Parameters:
  ///   - name: of the layer's tensors before the dot; its operations are named after it.
  ///   - shape: what goes in, `[features]` or `[channels, height, width]`.
  ///   - output: what comes out.
  ///   - tensor: gives a parameter tensor of the layer, `weight` for example.
  mutating func append(
    _ layer: Layer, named name: String, from shape: [Int], to output: [Int],
    _ tensor: (String) -> ONNXTensor
  ) {
    switch layer {
    case .convolution(_, let kernel, let stride):
      convolve(
        named: "\(name).convolution", kernel: kernel, stride: stride,
        [tensor("weight"), tensor("bias")])
    case .relu:
      append("Relu", named: "\(name).relu")
    case .maxPool(let size):
      append(
        "MaxPool", named: "\(name).max-pool",
        [.ints("kernel_shape", [size, size]), .ints("strides", [size, size])])
    case .groupNorm(let groups):
      normalise(groups: groups, named: name, shape, tensor)
    case .residualBlock(_, let stride, let groups):
      appendBlock(named: name, from: shape, to: output, stride: stride, groups: groups, tensor)
    case .globalAveragePool:
      append("GlobalAveragePool", named: "\(name).average")
      append("Flatten", named: "\(name).averages", [.int("axis", 1)])
    case .dense:
      if shape.count > 1 { append("Flatten", named: "\(name).flatten", [.int("axis", 1)]) }
      let weights = [constant(tensor("weight")), constant(tensor("bias"))]
      append("Gemm", named: "\(name).dense", with: weights, [.int("transB", 1)])
    }
  }

  /// A residual block: two convolutions with norms beside the input itself, or beside the input
  /// brought to the block's shape.
  private mutating func appendBlock(
    named name: String, from input: [Int], to output: [Int], stride: Int, groups: Int,
    _ tensor: (String) -> ONNXTensor
  ) {
    let start = value
    convolve(named: "\(name).conv1", kernel: 3, stride: stride, [tensor("conv1.weight")])
    normalise(groups: groups, named: "\(name).norm1", output) { tensor("norm1.\($0)") }
    append("Relu", named: "\(name).relu1")
    convolve(named: "\(name).conv2", kernel: 3, stride: 1, [tensor("conv2.weight")])
    normalise(groups: groups, named: "\(name).norm2", output) { tensor("norm2.\($0)") }
    let main = value
    value = start
    if input != output {
      convolve(
        named: "\(name).downsample.0", kernel: 1, stride: stride, [tensor("downsample.0.weight")])
      normalise(groups: groups, named: "\(name).downsample.1", output) {
        tensor("downsample.1.\($0)")
      }
    }
    let shortcut = value
    value = main
    append("Add", named: "\(name).sum", with: [shortcut])
    append("Relu", named: "\(name).relu2")
  }

  /// A convolution padded by half its kernel, with or without biases.
  private mutating func convolve(
    named name: String, kernel: Int, stride: Int, _ tensors: [ONNXTensor]
  ) {
    let padding = (kernel - 1) / 2
    let weights = tensors.map { constant($0) }
    append(
      "Conv", named: name, with: weights,
      [
        .ints("kernel_shape", [kernel, kernel]), .ints("strides", [stride, stride]),
        .ints("pads", [padding, padding, padding, padding]),
      ])
  }

  /// Group normalisation, written with InstanceNormalization: each group becomes one channel. The
  /// operator GroupNormalization came with opset 18, was redefined with 21, and fewer programs know
  /// either.
  private mutating func normalise(
    groups: Int, named name: String, _ shape: [Int], _ tensor: (String) -> ONNXTensor
  ) {
    let channels = shape[0]
    let grouped = constant(ONNXTensor("\(name).grouped", [0, groups, -1]))
    append("Reshape", named: "\(name).group", with: [grouped])
    let ones = ONNXTensor("\(name).ones", shape: [groups], repeatElement(1, count: groups))
    let zeros = ONNXTensor("\(name).zeros", shape: [groups], repeatElement(0, count: groups))
    append(
      "InstanceNormalization", named: "\(name).group-norm",
      with: [constant(ones), constant(zeros)], [.float("epsilon", 1e-5)])
    let image = constant(ONNXTensor("\(name).image", [0] + shape))
    append("Reshape", named: "\(name).ungroup", with: [image])
    let (scale, shift) = (tensor("weight"), tensor("bias"))
    append("Mul", named: "\(name).scale", with: [constant(scale.reshaped([channels, 1, 1]))])
    append("Add", named: "\(name).shift", with: [constant(shift.reshaped([channels, 1, 1]))])
  }
}
