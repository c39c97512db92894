import Artifacts
import Datasets
import ModelUpdate
import Rounds
import SecureAggregation

/// A simulated hospital's vectors: numbers that follow from seed, member and round, so that the
/// true sum of every set is known.
final class SimulatedSource: KnownVectorSource {
  private let seed: UInt64
  private let member: MemberID
  private let isLiar: Bool

  init(seed: UInt64, member: MemberID, isLiar: Bool) {
    (self.seed, self.member, self.isLiar) = (seed, member, isLiar)
  }

  func vector(model: ModelState, basis: RoundBasis) throws -> RingVector {
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    let count = arithmetic.count(arithmetic.schedule.kind(of: basis.round))
    return try RingVector(signed: numbers(basis, count: count), width: arithmetic.ring)
  }

  /// What it gave; see ``KnownVectorSource``.
  func input(_ basis: RoundBasis, count: Int) -> [Int64]? { numbers(basis, count: count) }

  private func numbers(_ basis: RoundBasis, count: Int) -> [Int64] {
    var state = seed ^ UInt64(basis.round) &* 0x9E37_79B9
    for byte in Array(member.name.utf8) + basis.K.bytes.prefix(8) {
      state = state &* 0x100_0000_01b3 ^ UInt64(byte)
    }
    var generator = SeededGenerator(seed: state)
    // A liar's vector is beyond every honest bound now and then.
    let bound: Int64 = isLiar && basis.round % 3 == 0 ? 1 << 31 - 1 : 1 << 20
    return (0..<count).map { _ in Int64.random(in: -bound...bound, using: &generator) }
  }
}
