import Artifacts
import Sodium

/// What the verified files say about the current round. Values only: no clock, no folder.
public struct RoundView: Sendable {
  /// What the round stands on.
  public var basis: RoundBasis
  /// Masked statements that are valid by themselves; their vectors may still be on their way.
  public var statements: [MemberID: Set<Digest>]
  /// Masked files that were checked completely: statement, vector, own boxes. More than one of a
  /// member only where it has signed two.
  public var masked: [MemberID: Set<Digest>]
  /// Masked files whose vector is here and opens, whatever is wrong with this member's own box in
  /// them: enough to end a round that others have decided. Contains ``masked``.
  public var readable: [MemberID: Set<Digest>]
  /// Masked files, two and two, whose authors name different seeds for their common mask. Nobody
  /// else can tell who of them lies.
  public var conflicts: Set<Set<Digest>>
  /// Valid votes by ballot.
  public var votes: [Int: [MemberID: Choice]]
  /// Valid cuts by ballot, each of the ballot's leader.
  public var cuts: [Int: Choice]
  /// Unmask files whose shares were checked, by ballot.
  public var unmasked: [MemberID: [Int: Choice]]
  /// Members that will publish no masked file under the roster's incarnation: they have left, or
  /// entered again.
  public var gone: Set<MemberID>
  /// Members against whom there is verified evidence.
  public var convicted: Set<MemberID>
  /// Members whose masked file lies here as copies of more than c members, so of an honest one.
  public var relayed: Set<MemberID>
  /// Signed lies that nobody has made evidence of yet.
  public var offences: [Offence]
  /// A quorum stands on another result for this round.
  public var isOutvoted: Bool

  /// A view of a round of which nothing is here yet.
  public init(basis: RoundBasis) {
    self.basis = basis
    statements = [:]
    masked = [:]
    readable = [:]
    conflicts = []
    votes = [:]
    cuts = [:]
    unmasked = [:]
    gone = []
    convicted = []
    relayed = []
    offences = []
    isOutvoted = false
  }
}
