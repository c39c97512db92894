/// A hospital takes part in nothing further under this incarnation.
public struct LeaveBody: Codable, Hashable, Sendable {
  /// Why, in one word for people: `cap` when its own limit on epsilon is reached, `asked`.
  public let reason: String

  /// Makes the body of a departure.
  public init(reason: String) { self.reason = reason }
}
