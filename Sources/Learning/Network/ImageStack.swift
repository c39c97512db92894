import ModelUpdate

/// Builds the steps before the first dense layer and lays out their memory for one example.
struct ImageStack {
  private(set) var layers: [ImageLayer] = []
  /// Where the newest output starts, and how many numbers are in use.
  private(set) var offset = 0
  private(set) var end: Int
  /// The first step that gradients go back to; nil without parameters.
  private(set) var firstTrained: Int?
  /// Numbers of working memory that the steps share.
  private(set) var scratchCount = 0
  /// Numbers in the largest input or output of a step.
  private(set) var largest: Int

  init(inputCount: Int) {
    end = inputCount
    largest = inputCount
  }

  /// Adds a layer of the architecture; nothing for a dense one.
  ///
  /// - Parameter tensors: where its tensors start among the parameters.
  mutating func append(_ layer: Layer, from input: [Int], to output: [Int], tensors: [Int]) {
    switch layer {
    case .convolution(_, let kernel, let stride):
      convolve(
        input, output, kernel: kernel, stride: stride, weights: tensors[0], biases: tensors[1])
    case .groupNorm(let groups):
      normalise(output, groups: groups, scales: tensors[0], shifts: tensors[1])
    case .maxPool(let size):
      append(
        .maxPool(MaxPoolLayer(channels: input[0], height: input[1], width: input[2], size: size)),
        output)
    case .relu:
      append(.rectifier, output)
    case .globalAveragePool:
      append(
        .globalAveragePool(
          GlobalAveragePoolLayer(channels: input[0], pixels: input[1] * input[2])), output)
    case .residualBlock(_, let stride, let groups):
      appendBlock(input, output, stride: stride, groups: groups, tensors: tensors)
    case .dense:
      break
    }
  }

  private mutating func appendBlock(
    _ input: [Int], _ output: [Int], stride: Int, groups: Int, tensors: [Int]
  ) {
    let start = offset
    // Both branches start here, so gradients must come back as far.
    if firstTrained == nil { firstTrained = layers.count }
    append(.fork, input)
    convolve(input, output, kernel: 3, stride: stride, weights: tensors[0], biases: nil)
    normalise(output, groups: groups, scales: tensors[1], shifts: tensors[2])
    append(.rectifier, output)
    convolve(output, output, kernel: 3, stride: 1, weights: tensors[3], biases: nil)
    normalise(output, groups: groups, scales: tensors[4], shifts: tensors[5])
    let main = offset
    var shortcut = start
    if input != output {
      offset = start
      convolve(
        input, output, kernel: 1, stride: stride, weights: tensors[6], biases: nil,
        isOnShortcut: true)
      normalise(
        output, groups: groups, scales: tensors[7], shifts: tensors[8], isOnShortcut: true)
      shortcut = offset
      offset = main
    }
    append(.join(shortcut: shortcut), output)
    append(.rectifier, output)
  }

  private mutating func convolve(
    _ input: [Int], _ output: [Int], kernel: Int, stride: Int, weights: Int, biases: Int?,
    isOnShortcut: Bool = false
  ) {
    let convolution = ConvolutionLayer(
      channels: input[0], height: input[1], width: input[2], filters: output[0], kernel: kernel,
      stride: stride, weights: weights, biases: biases)
    scratchCount = max(scratchCount, convolution.scratchCount)
    if firstTrained == nil { firstTrained = layers.count }
    append(.convolution(convolution), output, isOnShortcut: isOnShortcut)
  }

  private mutating func normalise(
    _ shape: [Int], groups: Int, scales: Int, shifts: Int, isOnShortcut: Bool = false
  ) {
    if firstTrained == nil { firstTrained = layers.count }
    append(
      .groupNorm(
        GroupNormLayer(
          channels: shape[0], pixels: shape[1] * shape[2], groups: groups, scales: scales,
          shifts: shifts)), shape, isOnShortcut: isOnShortcut)
  }

  private mutating func append(
    _ operation: ImageLayer.Operation, _ shape: [Int], isOnShortcut: Bool = false
  ) {
    let count = shape.reduce(1, *)
    let isInPlace =
      switch operation {
      case .rectifier, .fork, .join: true
      case .convolution, .maxPool, .groupNorm, .globalAveragePool: false
      }
    let output = isInPlace ? offset : end
    layers.append(
      ImageLayer(
        operation: operation, input: offset, output: output, outputCount: count,
        isOnShortcut: isOnShortcut))
    offset = output
    end = max(end, output + count)
    largest = max(largest, count)
  }
}
