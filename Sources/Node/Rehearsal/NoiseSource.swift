import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import SecureAggregation
import Sodium

/// A peer of a rehearsal: a hospital without records, whose vectors are its noise alone.
final class NoiseSource: VectorSource {
  /// The vector of a round; see ``VectorSource``.
  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    let kind = arithmetic.schedule.kind(of: basis.round)
    var sum = [Int64](repeating: 0, count: arithmetic.count(kind))
    var random = ChaChaGenerator()
    try arithmetic.noise(basis.roster, kind)?.base.add(to: &sum, using: &random)
    return try RingVector(signed: sum, width: arithmetic.ring)
  }
}
