/// A dense layer and the ReLU that may follow it.
struct DenseLayer: Sendable {
  let inputs: Int
  let units: Int
  let isRectified: Bool
  /// Where the weights and the biases start among the parameters.
  let weights: Int
  let biases: Int
  /// Whether the weights and the biases are trained.
  var trainsWeights = true
  var trainsBiases = true
}
