import Sodium

/// A decision of people, never of a program: which result to go on from, and with whom.
///
/// It lies in the folder of the round whose outcome it is; the rounds between that of its tip and
/// this one are abandoned. In force when the coordinator or more than half of the manifest's
/// members have signed this body.
public struct RestartBody: Codable, Hashable, Sendable {
  /// The round of the result to go on from.
  public let tipRound: Int
  /// Digest of that `result.json`.
  public let tip: Digest
  /// Who takes part, each with a fresh enrolment.
  public let members: [MemberID: Enrolment]
  /// Who shall not enter again until another restart names it, sorted.
  public let excludes: [MemberID]

  /// Makes the body of a restart.
  public init(
    tipRound: Int, tip: Digest, members: [MemberID: Enrolment], excludes: [MemberID] = []
  ) {
    self.tipRound = tipRound
    self.tip = tip
    self.members = members
    self.excludes = excludes.sorted()
  }
}
