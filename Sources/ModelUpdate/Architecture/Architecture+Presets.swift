extension Architecture {
  /// Multinomial (or, with the sigmoid loss, multi-label) logistic regression.
  public static func logisticRegression(
    input: [Int], outputs: Int, loss: Loss = .softmaxCrossEntropy
  ) -> Architecture {
    Architecture(input: input, layers: [.dense(units: outputs)], loss: loss, outputs: outputs)
  }

  /// A perceptron: for each of `hidden` a dense layer and ReLU, then the outputs.
  public static func perceptron(
    input: [Int], hidden: [Int], outputs: Int, loss: Loss = .softmaxCrossEntropy
  ) -> Architecture {
    var layers = hidden.flatMap { [Layer.dense(units: $0), .relu] }
    layers.append(.dense(units: outputs))
    return Architecture(input: input, layers: layers, loss: loss, outputs: outputs)
  }

  /// A convolutional network for images.
  ///
  /// For each of `filters` a 3x3 convolution, group normalisation if `groups` is given, ReLU and
  /// 2x2 max-pooling; then a dense layer of `hidden` units with ReLU (none if 0) and the outputs.
  public static func convolutional(
    input: [Int], filters: [Int] = [16, 32, 64], groups: Int? = nil, hidden: Int = 128,
    outputs: Int, loss: Loss = .softmaxCrossEntropy
  ) -> Architecture {
    var layers: [Layer] = []
    for count in filters {
      layers.append(.convolution(filters: count, kernel: 3))
      if let groups { layers.append(.groupNorm(groups: groups)) }
      layers += [.relu, .maxPool(size: 2)]
    }
    if hidden > 0 { layers += [.dense(units: hidden), .relu] }
    layers.append(.dense(units: outputs))
    return Architecture(input: input, layers: layers, loss: loss, outputs: outputs)
  }

  /// A small residual network for images of 64 pixels and more.
  ///
  /// A 5x5 convolution of stride 2, norm, ReLU and 2x2 max-pooling; for each of `filters` so many
  /// residual blocks, of which the first halves the sides in all stages but the first; the mean of
  /// each channel; the outputs.
  public static func residual(
    input: [Int], filters: [Int] = [16, 32, 64], blocks: Int = 1, groups: Int = 4,
    outputs: Int, loss: Loss = .softmaxCrossEntropy
  ) -> Architecture {
    var layers: [Layer] = [
      .convolution(filters: filters.first ?? 1, kernel: 5, stride: 2), .groupNorm(groups: groups),
      .relu, .maxPool(size: 2),
    ]
    for (stage, count) in filters.enumerated() {
      for block in 0..<blocks {
        let isHalving = stage > 0 && block == 0
        layers.append(.residualBlock(filters: count, stride: isHalving ? 2 : 1, groups: groups))
      }
    }
    layers += [.globalAveragePool, .dense(units: outputs)]
    return Architecture(input: input, layers: layers, loss: loss, outputs: outputs)
  }
}
