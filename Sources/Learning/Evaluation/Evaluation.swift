/// How well a model does on examples. It describes them exactly, so it stays in the hospital
/// unless it goes through a round with noise.
public struct Evaluation: Hashable, Sendable {
  /// The mean loss in nats; 0 without examples.
  public let loss: Double
  /// One matrix with the softmax loss; one of no and yes per label with the sigmoid loss.
  public let matrices: [ConfusionMatrix]

  /// The share of right predictions, the mean over matrices.
  public var accuracy: Double { mean(of: \.accuracy) }

  /// The mean recall over classes that occur, the mean over matrices.
  public var balancedAccuracy: Double { mean(of: \.balancedAccuracy) }

  private func mean(of value: (ConfusionMatrix) -> Double) -> Double {
    matrices.reduce(0) { $0 + value($1) } / Double(matrices.count)
  }
}
