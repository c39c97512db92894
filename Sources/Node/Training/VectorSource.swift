import ModelUpdate
import Rounds
import SecureAggregation

/// Where a hospital's one vector of a round comes from: its trainer, or in a simulation numbers
/// whose sum is known.
protocol VectorSource: AnyObject {
  /// The vector, to be masked and nothing else.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector
}
