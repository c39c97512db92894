import Learning
import ModelUpdate

/// Gradients of models whose layers the node knows.
final class LearnerGradients: GradientSource {
  private let learner: Learner
  private let trained: TrainedParameters

  init(_ learner: Learner, trained: TrainedParameters) {
    (self.learner, self.trained) = (learner, trained)
  }

  /// The sum of a sample; see ``GradientSource``.
  func clippedSum(of sample: RoundSample, clipping: Clipping) throws -> [Int64] {
    trained.gather(
      try learner.clippedSum(
        parameters: sample.parameters, examples: sample.examples, records: sample.records,
        clipping: clipping, paddedTo: sample.workload
      ).sum)
  }
}
