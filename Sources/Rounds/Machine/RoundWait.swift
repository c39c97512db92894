import Artifacts

/// For whom and for what a member waits.
public struct RoundWait: Sendable, Hashable {
  /// The stage of the round.
  public enum Stage: String, Sendable {
    /// Masked files are missing; once enough are here, until the deadline only.
    case masked
    /// Votes are missing.
    case vote
    /// Unmask files are missing.
    case unmask
    /// Masked files that others have are missing here.
    case copy
    /// Nobody has published the outcome of a closed round yet.
    case outcome
    /// Fewer members are left than can end the round; only people can go on.
    case restart
    /// The others have to take this member's enrolment into a roster.
    case roster
    /// This member takes part in no new round before its people say so.
    case paused
  }

  /// The stage.
  public let stage: Stage
  /// Whose file is missing.
  public let members: [MemberID]
  /// Seconds after which this member acts by itself, where there is such a time.
  public let seconds: Double?

  /// Names what is missing.
  public init(stage: Stage, members: [MemberID], seconds: Double? = nil) {
    self.stage = stage
    self.members = members
    self.seconds = seconds
  }
}
