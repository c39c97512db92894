/// What training minimises; the mean over examples of a non-negative number of nats.
public enum Loss: String, Codable, Hashable, Sendable, CaseIterable {
  /// One class per example: `-log softmax(outputs)[label]`.
  case softmaxCrossEntropy = "softmax-cross-entropy"
  /// Several independent yes-or-no labels per example: the sum over labels of the binary
  /// cross-entropy of `sigmoid(output)`.
  case sigmoidCrossEntropy = "sigmoid-cross-entropy"
}
