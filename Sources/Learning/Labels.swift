/// What the model should answer, example by example.
public enum Labels: Hashable, Sendable {
  /// One class per example, from 0; for the softmax loss.
  case classes([Int])
  /// For each example one 0 or 1 per output, row by row; for the sigmoid loss.
  case multiHot([UInt8])
}
