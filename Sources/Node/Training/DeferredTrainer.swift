import ModelUpdate
import Rounds
import SecureAggregation

/// A trainer that is made when the first vector is asked for: cron's short runs mostly find nothing
/// to do, and need not read the hospital's data for that.
final class DeferredTrainer: VectorSource {
  private let make: () throws -> LocalTrainer
  private var trainer: LocalTrainer?

  /// - Parameter make: loads the data and makes the trainer.
  init(_ make: @escaping () throws -> LocalTrainer) { self.make = make }

  /// The vector of a round; see ``VectorSource``.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    if let trainer { return try trainer.vector(model: model, basis: basis) }
    let made = try make()
    trainer = made
    return try made.vector(model: model, basis: basis)
  }
}
