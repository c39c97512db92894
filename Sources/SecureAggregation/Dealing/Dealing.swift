import Sodium

/// Everything that a member publishes beside its masked vector, so that a quorum can unmask sums.
///
/// A dealing holds no secret in the clear. Its JSON has objects, arrays and strings only: points,
/// digests as lower-case hexadecimal, boxes as base64url.
public struct Dealing: Codable, Hashable, Sendable {
  /// Commitment to the polynomial of the self-mask seed `b`.
  public let selfMask: PolynomialCommitment
  /// Commitment to the polynomial of the nonce; its constant was published one round earlier.
  public let nonce: PolynomialCommitment
  /// Commitments to the polynomials of the seeds of the layers of noise; only in rounds that have
  /// layers.
  public let layers: [PolynomialCommitment]?
  /// For every other member what concerns the common mask.
  public let pairs: [String: PairDealing]
  /// For every member, the dealer too, a box with its shares.
  public let boxes: [String: ShareBox]

  /// The rows of polynomials, and of shares in a box: `b`, nonce, the seeds of the layers, then the
  /// pair seeds with the other members in roster order.
  struct Rows {
    static let selfMask = 0
    static let nonce = 1
    static let firstLayer = 2

    /// The number of members.
    let members: Int
    /// The number of layers of noise.
    let layers: Int

    /// The rows of a round.
    init(_ context: RoundContext) {
      (members, layers) = (context.members.count, context.layers.count)
    }

    /// Where the pair seeds begin.
    var firstPair: Int { Self.firstLayer + layers }

    /// The row of the pair seed of a dealer with another member.
    func pair(dealer: Int, other: Int) -> Int {
      firstPair + (other < dealer ? other : other - 1)
    }

    /// The number of rows.
    var count: Int { firstPair + members - 1 }
  }
}
