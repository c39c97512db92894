import ModelUpdate

/// An architecture, ready to compute: image layers one example at a time, then dense layers with
/// one example per SIMD lane.
struct Network: Sendable {
  let architecture: Architecture
  let layout: ParameterLayout
  /// The steps before the first dense layer. They own the first parameters.
  let imageLayers: [ImageLayer]
  let imageParameterCount: Int
  /// The first step with parameters; gradients go back no further.
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
  let outputLoss: OutputLoss

  init(_ architecture: Architecture) throws(LearningError) {
    let shapes: [[Int]]
    do {
      layout = try ParameterLayout(architecture)
      shapes = try architecture.shapes()
    } catch {
      throw LearningError(.invalidArchitecture, error.message, remedy: error.remedy)
    }
    self.architecture = architecture
    var images = ImageStack(inputCount: architecture.inputCount)
    var dense: [DenseLayer] = []
    for (index, layer) in architecture.layers.enumerated() {
      let tensors = layout.tensors.filter { $0.layer == index }.map(\.offset)
      if case .dense(let units) = layer {
        dense.append(
          DenseLayer(
            inputs: shapes[index].reduce(1, *), units: units,
            isRectified: architecture.layers[(index + 1)...].first == .relu,
            weights: tensors[0], biases: tensors[1]))
      } else if dense.isEmpty {
        // What follows a dense layer is dense, or its ReLU.
        images.append(layer, from: shapes[index], to: shapes[index + 1], tensors: tensors)
      }
    }
    imageLayers = images.layers
    imageParameterCount = dense[0].weights
    firstTrained = images.firstTrained ?? images.layers.count
    denseLayers = dense
    activationCount = images.end
    denseInput = images.offset
    largestImage = images.largest
    scratchCount = images.scratchCount
    outputLoss = OutputLoss(
      loss: architecture.loss, outputs: architecture.outputs,
      weights: architecture.classWeights?.map(\.value) ?? [])
  }
}
