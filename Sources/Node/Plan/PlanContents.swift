import Artifacts

/// What a plan file says, with what it names beside it.
public struct PlanContents: Sendable {
  /// The plan.
  public let plan: Plan
  /// The parameters that it starts from, if it names any.
  public let start: StartingModel?
  /// Where the founder's copy of the trainer is, if there is one.
  public let trainerFolder: String?
}
