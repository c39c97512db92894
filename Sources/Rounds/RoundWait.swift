import Artifacts

/// For whom and for what a member waits.
public struct RoundWait: Sendable, Hashable {
  /// The stage of the round.
  public enum Stage: String, Sendable {
    /// Masked files are missing.
    case masked
    /// Unmask files are missing.
    case unmask
  }

  /// The stage.
  public let stage: Stage
  /// Whose file is missing.
  public let members: [MemberID]

  /// Names what is missing.
  public init(stage: Stage, members: [MemberID]) {
    self.stage = stage
    self.members = members
  }
}
