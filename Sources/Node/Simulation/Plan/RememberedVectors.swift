import Artifacts
import Datasets
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// A hospital's real vectors in a simulated plan, remembered for as long as their round may close.
final class RememberedVectors: KnownVectorSource {
  private let dataset: Dataset
  private var trainer: LocalTrainer?
  /// By K, on which a round stands.
  private var given: [Digest: (round: Int, numbers: [Int64])] = [:]
  /// Time that it took to compute vectors.
  private(set) var time = Duration.zero

  /// - Parameter dataset: the hospital's.
  init(_ dataset: Dataset) { self.dataset = dataset }

  /// The vector of a round; see ``VectorSource``.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let start = ContinuousClock.now
    let vector = try trainer(basis).vector(model: model, basis: basis)
    time += start.duration(to: .now)
    given = given.filter { $0.value.round >= basis.round - 1 }
    given[basis.K] = (basis.round, vector.signedValues)
    return vector
  }

  /// What it gave; see ``KnownVectorSource``.
  func input(_ basis: RoundBasis, count: Int) -> [Int64]? { given[basis.K]?.numbers }

  /// Which records measure follows from the session, so it is made when that is known.
  private func trainer(_ basis: RoundBasis) throws -> LocalTrainer {
    if let trainer { return trainer }
    let plan = basis.manifest.plan
    let records = try LocalRecords(dataset, plan: plan, session: basis.session)
    let made = try LocalTrainer(records, plan: plan, isPadded: false)
    trainer = made
    return made
  }
}
