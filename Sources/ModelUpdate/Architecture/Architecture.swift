/// The shape of a model: what goes in, which layers it passes, what is minimised.
///
/// It is part of the signed manifest. A value of this type may be nonsense until
/// ``validate()`` has accepted it; ``ParameterLayout`` and everything built on it validates first.
public struct Architecture: Codable, Hashable, Sendable {
  /// The shape of one example: `[features]` or `[channels, height, width]`.
  public var input: [Int]
  /// The layers in order; the last is dense with ``outputs`` units.
  public var layers: [Layer]
  /// What training minimises.
  public var loss: Loss
  /// The number of classes, or of labels with ``Loss/sigmoidCrossEntropy``.
  public var outputs: Int
  /// What the loss of an example is multiplied by, one number per output: that of its class with
  /// softmax (PyTorch's `weight`, without dividing by their sum); that of each label that is yes
  /// with sigmoid (PyTorch's `pos_weight`). Nil for 1 throughout.
  public var classWeights: [Real]?
  /// For a model that a trainer of its own computes: its tensors, in the order of its parameters.
  /// Then there are no ``layers``, and nothing here can compute it. Nil for a model of layers.
  public var tensors: [ModelTensor]?

  /// Makes an architecture without looking at it; see ``validate()``.
  public init(
    input: [Int], layers: [Layer], loss: Loss, outputs: Int, classWeights: [Real]? = nil,
    tensors: [ModelTensor]? = nil
  ) {
    self.input = input
    self.layers = layers
    self.loss = loss
    self.outputs = outputs
    self.classWeights = classWeights
    self.tensors = tensors
  }

  /// Whether images pass a convolution.
  public var hasConvolution: Bool {
    layers.contains { layer in
      switch layer {
      case .convolution, .residualBlock: true
      case .relu, .maxPool, .groupNorm, .globalAveragePool, .dense: false
      }
    }
  }

  /// Numbers per example that go in.
  public var inputCount: Int { input.reduce(1, *) }
}
