/// The founder's plan, published so that those who join see what they join.
public struct PlanBody: Codable, Hashable, Sendable {
  /// The plan as it will stand in the manifest.
  public let plan: Plan

  /// Wraps a plan.
  public init(plan: Plan) { self.plan = plan }
}
