import Learning

/// Who computes a sample's clipped gradients: the node's own learner, or a trainer.
protocol GradientSource: AnyObject {
  /// The sum of the sample's gradients, each record clipped and truncated: one integer for each
  /// trained parameter.
  func clippedSum(of sample: RoundSample, clipping: Clipping) throws -> [Int64]
}
