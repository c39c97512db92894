extension Layer {
  /// Its tensors in the order of ``ParameterLayout``.
  func parts(from input: [Int], to output: [Int]) -> [(name: String, shape: [Int])] {
    switch self {
    case .convolution(let filters, let kernel, _):
      [("weight", [filters, input[0], kernel, kernel]), ("bias", [filters])]
    case .dense(let units):
      [("weight", [units, input.reduce(1, *)]), ("bias", [units])]
    case .groupNorm:
      Self.norm("", input[0])
    case .residualBlock(let filters, _, _):
      [("conv1.weight", [filters, input[0], 3, 3])] + Self.norm("norm1.", filters)
        + [("conv2.weight", [filters, filters, 3, 3])] + Self.norm("norm2.", filters)
        + (input == output
          ? []
          : [("downsample.0.weight", [filters, input[0], 1, 1])]
            + Self.norm("downsample.1.", filters))
    case .relu, .maxPool, .globalAveragePool:
      []
    }
  }

  private static func norm(_ prefix: String, _ channels: Int) -> [(name: String, shape: [Int])] {
    [("\(prefix)weight", [channels]), ("\(prefix)bias", [channels])]
  }
}
