import ModelUpdate

/// An architecture, ready to compute: image layers one example at a time, then dense layers with
/// one example per SIMD lane.
struct Network: Sendable {
  let architecture: Architecture
  let layout: ParameterLayout
  /// The layers before the first dense one. They own the first parameters.
  let imageLayers: [ImageLayer]
  let imageParameterCount: Int
  /// The first image layer with parameters; gradients go back no further.
  let firstTrained: Int
  /// At least one; the last has the outputs.
  let denseLayers: [DenseLayer]
  /// Numbers that one example needs for its input and the outputs of its image layers.
  let activationCount: Int
  /// Where among them the input of the first dense layer starts.
  let denseInput: Int
  /// Numbers in the largest input or output of an image layer.
  let largestImage: Int
  /// Numbers of working memory that the image layers share.
  let scratchCount: Int
  /// Parameters of image layers that are not trained.
  let frozenImage: [Range<Int>]

  init(_ architecture: Architecture, frozen: [String] = []) throws(LearningError) {
    let shapes: [[Int]]
    let isFrozen: Set<String>
    do {
      layout = try ParameterLayout(architecture)
      shapes = try architecture.shapes()
      isFrozen = Set(try TrainedParameters(layout, frozen: frozen).frozen)
    } catch {
      throw LearningError(.invalidArchitecture, error.message, remedy: error.remedy)
    }
    self.architecture = architecture
    var images: [ImageLayer] = []
    var dense: [DenseLayer] = []
    var offset = 0
    var end = architecture.inputCount
    var scratch = 0
    var trained: Int?
    for (index, layer) in architecture.layers.enumerated() {
      let shape = shapes[index]
      let tensors = layout.tensors.filter { $0.layer == index }.map(\.offset)
      let operation: ImageLayer.Operation
      switch layer {
      case .convolution(let filters, let kernel, let stride):
        let convolution = ConvolutionLayer(
          channels: shape[0], height: shape[1], width: shape[2], filters: filters, kernel: kernel,
          stride: stride, weights: tensors[0], biases: tensors[1])
        scratch = max(scratch, convolution.scratchCount)
        operation = .convolution(convolution)
      case .groupNorm(let groups):
        operation = .groupNorm(
          GroupNormLayer(
            channels: shape[0], pixels: shape[1] * shape[2], groups: groups, scales: tensors[0],
            shifts: tensors[1]))
      case .maxPool(let size):
        operation = .maxPool(
          MaxPoolLayer(channels: shape[0], height: shape[1], width: shape[2], size: size))
      case .relu:
        // After a dense layer it belongs to that layer.
        guard dense.isEmpty else { continue }
        operation = .rectifier
      case .dense(let units):
        dense.append(
          DenseLayer(
            inputs: shape.reduce(1, *), units: units,
            isRectified: architecture.layers[(index + 1)...].first == .relu,
            weights: tensors[0], biases: tensors[1],
            trainsWeights: !isFrozen.contains("\(index).weight"),
            trainsBiases: !isFrozen.contains("\(index).bias")))
        continue
      }
      let count = shapes[index + 1].reduce(1, *)
      let output = layer == .relu ? offset : end
      let isTrained = layout.tensors.contains { $0.layer == index && !isFrozen.contains($0.name) }
      if isTrained, trained == nil { trained = images.count }
      images.append(
        ImageLayer(operation: operation, input: offset, output: output, outputCount: count))
      offset = output
      end = max(end, output + count)
    }
    imageLayers = images
    imageParameterCount = dense[0].weights
    frozenImage = layout.tensors.filter {
      $0.offset < dense[0].weights && isFrozen.contains($0.name)
    }.map(\.range)
    firstTrained = trained ?? images.count
    denseLayers = dense
    activationCount = end
    denseInput = offset
    largestImage = shapes[...images.count].map { $0.reduce(1, *) }.max() ?? 0
    scratchCount = scratch
  }
}
