import Sodium

/// What a dealer publishes about the seed of its mask with one other member.
///
/// In rosters up to ``feldmanLimit`` members there are Feldman commitments, so that a wrong share
/// shows when a masked file is read; larger rosters have a hash for every share, which binds the
/// dealer to its shares and the holders to theirs.
public struct PairDealing: Codable, Hashable, Sendable {
  /// The largest roster whose pair polynomials carry commitments.
  public static let feldmanLimit = 24

  /// `c_ij` = BLAKE2b-256(key: s_ij, "decaph/v1/pair-check" 00); both members publish the same.
  public let check: Digest
  /// Commitments to the polynomial; small rosters only.
  public let commitments: PolynomialCommitment?
  /// For each holder BLAKE2b-256(key: share, "decaph/v1/pair-share" 00, dealer 00, other 00,
  /// holder 00); large rosters only.
  public let shareHashes: [String: Digest]?

  /// `c_ij` of a seed.
  static func check(ofSeed seed: UnsafeRawPointer) -> Digest {
    var hash = Blake2b(.bits256, key: UnsafeRawBufferPointer(start: seed, count: ScalarField.size))
    hash.update(Domain.pairCheck)
    return Digest(finalizing: hash)
  }

  /// The hash that binds dealer and holder to a share.
  static func hash(
    ofShare share: UnsafeRawPointer, from dealer: String, with other: String, to holder: String
  ) -> Digest {
    var hash = Blake2b(.bits256, key: UnsafeRawBufferPointer(start: share, count: ScalarField.size))
    hash.update(Domain.pairShare)
    hash.update(terminated: dealer)
    hash.update(terminated: other)
    hash.update(terminated: holder)
    return Digest(finalizing: hash)
  }

  /// Whether it has the one form that the roster's size calls for.
  func isWellFormed(in context: RoundContext) -> Bool {
    if context.commitsToPairs {
      return shareHashes == nil
        && commitments?.isWellFormed(threshold: context.threshold) ?? false
    }
    return commitments == nil && shareHashes.map { Set($0.keys) == Set(context.ids) } ?? false
  }

  /// Whether a share is the one that was dealt to a holder.
  func binds(
    share: UnsafeRawPointer, from dealer: String, with other: String, to holder: String,
    at index: Int
  ) -> Bool {
    if let commitments { return commitments.commits(to: share, at: index) }
    let hash = Self.hash(ofShare: share, from: dealer, with: other, to: holder)
    return shareHashes?[holder] == hash
  }

  /// Whether an opened seed is the shared one.
  ///
  /// Where there are commitments they decide alone: two members who lie together about `check`
  /// shall not be able to stop the others at the opening.
  func binds(seed: Scalar) -> Bool {
    if let commitments { return commitments.commits(toSecret: seed) }
    return seed.withUnsafePointer { Self.check(ofSeed: $0) } == check
  }

  /// Whether this is about exactly this seed; for the two members who know it.
  func matches(ownSeed seed: UnsafeRawPointer) -> Bool {
    guard Self.check(ofSeed: seed) == check else { return false }
    guard let commitments else { return true }
    return commitments.constant == RistrettoPoint(committingTo: seed)
  }
}
