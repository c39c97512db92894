/// Grey images of one size.
public struct ImagePlan: Codable, Hashable, Sendable {
  /// Width and height in pixels after area averaging.
  public var side: Int

  /// Describes images of a side.
  public init(side: Int) { self.side = side }
}
