import ModelUpdate

/// The noise on a round of counts: census and evaluation.
///
/// In files one text: a noise multiplier in its canonical form, or `none`.
public enum CountNoise: Hashable, Sendable {
  /// Standard deviation of the noise that is counted on, in units of the norm of one record's
  /// counts.
  case multiplier(Real)
  /// No noise: the exact sums of the consortium are released. No epsilon covers such a round, and
  /// every hospital has to accept it by name when it approves the plan.
  case exact

  private static let exactText = "none"
}

extension CountNoise: Codable {
  /// Reads a multiplier or `none`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if try container.decode(String.self) == Self.exactText {
      self = .exact
    } else {
      self = .multiplier(try container.decode(Real.self))
    }
  }

  /// Writes a multiplier or `none`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .multiplier(let value): try container.encode(value)
    case .exact: try container.encode(Self.exactText)
    }
  }
}

extension CountNoise: CustomStringConvertible {
  /// For people.
  public var description: String {
    switch self {
    case .multiplier(let value): "noise multiplier \(value)"
    case .exact: "no noise"
    }
  }
}
