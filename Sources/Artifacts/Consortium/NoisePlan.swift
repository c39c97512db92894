/// How the noise of a round is made.
public struct NoisePlan: Codable, Hashable, Sendable {
  /// Whether noise that proves superfluous comes off again.
  public enum Layers: String, Codable, CaseIterable, Sendable {
    /// The noise is in layers, and those that the members in the sum make superfluous are opened.
    case on
    /// All noise stays, sized for the smallest set that may be opened.
    case off
  }

  /// Whether noise that proves superfluous comes off again.
  public var layers: Layers

  /// Makes a noise plan.
  public init(layers: Layers = .on) { self.layers = layers }
}
