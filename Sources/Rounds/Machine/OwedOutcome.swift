import Artifacts

/// A closed round whose result, commit and model nobody has published completely.
public struct OwedOutcome: Hashable, Sendable {
  /// The closed round.
  public let round: Int
  /// How many others are to publish before this member; `nil` where it has no duty.
  public let rank: Int?
  /// Seconds by the own clock since this member closed the round.
  public let age: Double

  /// Names a duty.
  public init(round: Int, rank: Int?, age: Double) {
    self.round = round
    self.rank = rank
    self.age = age
  }
}
