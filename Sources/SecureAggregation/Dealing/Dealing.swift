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
  /// For every other member what concerns the common mask.
  public let pairs: [String: PairDealing]
  /// For every member, the dealer too, a box with its shares.
  public let boxes: [String: ShareBox]

  /// The rows of polynomials, and of shares in a box: `b`, nonce, then the pair seeds with the
  /// other members in roster order.
  enum Row {
    static let selfMask = 0
    static let nonce = 1
    static let firstPair = 2

    /// The row of the pair seed of a dealer with another member.
    static func pair(dealer: Int, other: Int) -> Int {
      firstPair + (other < dealer ? other : other - 1)
    }

    /// The number of rows in a roster.
    static func count(_ members: Int) -> Int { members + 1 }
  }
}
