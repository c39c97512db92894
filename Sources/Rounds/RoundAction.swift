import Artifacts
import Sodium

/// What a member does next.
public enum RoundAction: Sendable, Equatable {
  /// Publish the outcome of the round before: result, commit, model.
  case publishOutcome
  /// Train, add noise, mask, seal, sign, charge, publish.
  case publishMasked
  /// Reveal the shares for a set of masked files that are all held.
  case publishUnmask(RoundSet)
  /// Open the set: seeds, sum, model; the next round's basis follows.
  case close(RoundSet)
  /// Nothing to do before others act.
  case wait(RoundWait)
  /// Somebody published an outcome that differs from the one derived here.
  case refuse(Place)
  /// No further round.
  case stop(StopReason)
}

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
