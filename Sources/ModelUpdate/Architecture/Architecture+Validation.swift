extension Architecture {
  /// The most parameters a model may have.
  public static let maximumParameters = 50_000_000
  /// The most numbers one example may occupy at any point between layers.
  public static let maximumActivations = 50_000_000
  /// The most layers.
  public static let maximumLayers = 256

  /// Checks every field.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture` that names the layer and field.
  public func validate() throws(ModelUpdateError) {
    _ = try ParameterLayout(self)
  }

  /// The shapes between layers: `shapes()[0]` is the input, `shapes()[i + 1]` the output of layer
  /// i; `[features]` or `[channels, height, width]`.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`. Parameters are counted by
  ///   ``ParameterLayout``, not here.
  public func shapes() throws(ModelUpdateError) -> [[Int]] {
    guard tensors == nil else {
      throw Self.refusal(
        "the layers of this model are known to its trainer alone",
        "use the trainer's own program to compute it")
    }
    try checkEnds()
    guard (1...Self.maximumLayers).contains(layers.count) else {
      throw Self.refusal(
        "there are \(layers.count) layers", "use 1 to \(Self.maximumLayers) layers")
    }
    guard case .dense(outputs) = layers[layers.count - 1] else {
      throw Self.refusal(
        "the last layer, layers[\(layers.count - 1)], is not dense with as many units as outputs",
        "end with a dense layer of \(outputs) units")
    }
    if let classWeights {
      guard classWeights.count == outputs,
        classWeights.allSatisfy({ (0.001...1000).contains($0.value) })
      else {
        throw Self.refusal(
          "classWeights are not \(outputs) numbers from 0.001 to 1000",
          "give one weight per class, or leave them out")
      }
    }
    var shapes = [input]
    for (index, layer) in layers.enumerated() {
      let shape = try Self.shape(after: layer, at: index, from: shapes[index])
      try Self.checkSize(shape, "layers[\(index)] (\(layer.kind)): its output")
      shapes.append(shape)
    }
    return shapes
  }

  private static func shape(
    after layer: Layer, at index: Int, from shape: [Int]
  ) throws(ModelUpdateError) -> [Int] {
    func check(
      _ holds: Bool, _ field: String, _ fault: String, _ remedy: String
    ) throws(ModelUpdateError) {
      if !holds { throw refusal("layers[\(index)] (\(layer.kind)): \(field) \(fault)", remedy) }
    }
    func checkImage() throws(ModelUpdateError) {
      try check(
        shape.count == 3, "its input", "is not an image",
        "put it before the first dense layer, and give input as [channels, height, width]")
    }
    func checkGroups(_ groups: Int, _ output: [Int]) throws(ModelUpdateError) {
      try check(
        groups >= 1 && output[0] % groups == 0, "groups", "is \(groups)",
        "use a number that divides \(output[0])")
      try check(
        output.reduce(1, *) / groups >= 2, "groups", "leaves one number in a group",
        "use fewer groups")
    }
    let most = maximumParameters
    switch layer {
    case .convolution(let filters, let kernel, let stride):
      try checkImage()
      try check((1...most).contains(filters), "filters", "is \(filters)", "use 1 to \(most)")
      try check(
        (1...63).contains(kernel) && kernel % 2 == 1, "kernel", "is \(kernel)",
        "use an odd number up to 63")
      try check((1...kernel).contains(stride), "stride", "is \(stride)", "use 1 to \(kernel)")
      return [filters, (shape[1] - 1) / stride + 1, (shape[2] - 1) / stride + 1]
    case .relu:
      return shape
    case .maxPool(let size):
      try checkImage()
      let side = min(shape[1], shape[2])
      try check(size >= 1 && size <= side, "size", "is \(size)", "use 1 to \(side)")
      return [shape[0], shape[1] / size, shape[2] / size]
    case .groupNorm(let groups):
      try checkImage()
      try checkGroups(groups, shape)
      return shape
    case .residualBlock(let filters, let stride, let groups):
      try checkImage()
      // Fewer than elsewhere, so that the product with the sides is far from overflow.
      try check((1...65_536).contains(filters), "filters", "is \(filters)", "use 1 to 65536")
      try check((1...3).contains(stride), "stride", "is \(stride)", "use 1 to 3")
      let output = [filters, (shape[1] - 1) / stride + 1, (shape[2] - 1) / stride + 1]
      try checkGroups(groups, output)
      return output
    case .globalAveragePool:
      try checkImage()
      return [shape[0]]
    case .dense(let units):
      try check((1...most).contains(units), "units", "is \(units)", "use 1 to \(most)")
      return [units]
    }
  }

  static func checkSize(_ shape: [Int], _ what: String) throws(ModelUpdateError) {
    var count = 1
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 1, !overflow, product <= maximumActivations else {
        throw refusal(
          "\(what) has the shape \(shape)",
          "every side is at least 1 and the product at most \(maximumActivations)")
      }
      count = product
    }
  }

  static func refusal(_ message: String, _ remedy: String) -> ModelUpdateError {
    ModelUpdateError(.invalidArchitecture, message, remedy: remedy)
  }
}
