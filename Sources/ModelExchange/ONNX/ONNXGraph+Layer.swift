import ModelUpdate

extension ONNXGraph {
  /// Appends the operations that one layer is: the one place that knows how layers become ONNX.
  ///
  /// - Parameters:
  ///   - name: of the layer's tensors before the dot; its operations are named after it.
  ///   - shape: what goes in, `[features]` or `[channels, height, width]`.
  ///   - tensor: gives a parameter tensor of the layer, `weight` or `bias`.
  mutating func append(
    _ layer: Layer, named name: String, from shape: [Int], _ tensor: (String) -> ONNXTensor
  ) {
    switch layer {
    case .convolution(_, let kernel, let stride):
      let padding = (kernel - 1) / 2
      let weights = [constant(tensor("weight")), constant(tensor("bias"))]
      append(
        "Conv", named: "\(name).convolution", with: weights,
        [
          .ints("kernel_shape", [kernel, kernel]), .ints("strides", [stride, stride]),
          .ints("pads", [padding, padding, padding, padding]),
        ])
    case .relu:
      append("Relu", named: "\(name).relu")
    case .maxPool(let size):
      append(
        "MaxPool", named: "\(name).max-pool",
        [.ints("kernel_shape", [size, size]), .ints("strides", [size, size])])
    case .groupNorm(let groups):
      normalise(groups: groups, named: name, from: shape, tensor)
    case .dense:
      if shape.count > 1 { append("Flatten", named: "\(name).flatten", [.int("axis", 1)]) }
      let weights = [constant(tensor("weight")), constant(tensor("bias"))]
      append("Gemm", named: "\(name).dense", with: weights, [.int("transB", 1)])
    }
  }

  /// Group normalisation, written with InstanceNormalization: each group becomes one channel. The
  /// operator GroupNormalization came with opset 18, was redefined with 21, and fewer programs know
  /// either.
  private mutating func normalise(
    groups: Int, named name: String, from shape: [Int], _ tensor: (String) -> ONNXTensor
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
