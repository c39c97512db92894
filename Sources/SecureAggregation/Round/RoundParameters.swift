/// The thresholds of a round with `n` members (protocol, section 2).
public struct RoundParameters: Hashable, Sendable {
  /// `n`: members of the round.
  public let members: Int
  /// `c`: how many members may collude, with the leader and the folder's operator on their side.
  public let colluding: Int
  /// `t`: the quorum, and the number of shares that open a secret.
  ///
  /// `2t > n + c`, so that two quorums share an honest member.
  public let quorum: Int
  /// `m`: the smallest set whose sum may be opened; a sum of two shows each the other.
  public let smallestSet: Int
  /// `h`: honest members in any opened sum; the noise is sized for these.
  public var honest: Int { smallestSet - colluding }

  /// Derives the thresholds from the number of members and the manifest's policies.
  /// - Parameters:
  ///   - members: At least three; two only with `allowTwo`.
  ///   - colluding: A policy for `c`; nil for `max(1, (n-1)/3)` (Bonawitz et al. 2017).
  ///   - quorum: A policy for `t`; nil for `(n+c)/2 + 1`.
  ///   - allowTwo: Two members learn each other's vector, which then has to be private by itself.
  /// - Throws: `invalidRound`.
  public init(
    members: Int, colluding: Int? = nil, quorum: Int? = nil, allowTwo: Bool = false
  ) throws(SecureAggregationError) {
    guard members >= (allowTwo ? 2 : 3) else {
      throw Self.invalid(
        "a round of \(members) members hides nobody",
        remedy: members == 2
          ? "admit a third hospital, or allow two in the plan with full noise at each"
          : "admit more hospitals")
    }
    let c = colluding ?? max(1, (members - 1) / 3)
    guard (1..<members).contains(c) else {
      throw Self.invalid(
        "\(c) colluding of \(members) members is no policy",
        remedy: "choose between 1 and \(members - 1)")
    }
    let t = quorum ?? (members + c) / 2 + 1
    guard 2 * t > members + c, t <= members else {
      throw Self.invalid(
        "a quorum of \(t) is impossible with \(members) members of whom \(c) collude",
        remedy: "the quorum must exceed half of \(members + c) and not exceed \(members)")
    }
    let m = members == 2 ? 2 : max(t, 3)
    guard members == 2 || m - c >= 2 else {
      throw Self.invalid(
        "with \(c) colluding members a sum could hold a single honest vector",
        remedy: "lower the number of colluding members or raise the quorum")
    }
    self.members = members
    self.colluding = c
    self.quorum = t
    smallestSet = m
  }

  private static func invalid(_ message: String, remedy: String) -> SecureAggregationError {
    SecureAggregationError(.invalidRound, message, remedy: remedy)
  }
}
