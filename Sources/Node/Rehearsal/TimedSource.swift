import ModelUpdate
import Rounds
import SecureAggregation

/// The rehearsing hospital's vectors, and how long they took.
final class TimedSource: VectorSource {
  private let trainer: LocalTrainer
  private let clock = ContinuousClock()
  /// When the newest vector was begun and ready.
  private(set) var last: Range<ContinuousClock.Instant>?

  init(_ trainer: LocalTrainer) { self.trainer = trainer }

  /// The vector of a round; see ``VectorSource``.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let start = clock.now
    let vector = try trainer.vector(model: model, basis: basis)
    last = start..<clock.now
    return vector
  }
}
