import DifferentialPrivacy
import SecureAggregation
import Sodium

/// A round that a second implementation, in Python, dealt and masked.
struct IndependentRound: Decodable {
  struct Member: Decodable {
    let id: String
    let secrets: Hex
    let ephemeralKey: SealingPublicKey
    let nonceCommitment: String
    let selfMaskSeed: String
    let nonce: String
    let pairSeeds: [String: String]
    let dealing: Dealing
    let masked: Hex
    let vector: [Int64]

    func restoredSecrets() throws -> RoundSecrets {
      try SecretBytes.Held(secrets.bytes).restored()
    }
  }

  let name: String
  let session: Digest
  let round: UInt64
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let K: Digest
  let threshold: Int
  let width: RingWidth
  let count: Int
  /// Variances of the layers of noise; `nil` where the round has none.
  let layers: [Int64]?
  let members: [Member]

  func context() throws -> RoundContext {
    try RoundContext(
      session: session, round: round, K: K,
      members: members.map {
        try RoundContext.Member(
          id: $0.id, ephemeralKey: $0.ephemeralKey, nonceCommitment: $0.nonceCommitment)
      }, threshold: threshold, ringWidth: width, count: count,
      layers: (layers ?? []).map { try DiscreteGaussian(variance: $0) })
  }
}
