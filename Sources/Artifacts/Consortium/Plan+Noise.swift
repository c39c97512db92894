import DifferentialPrivacy

extension Plan {
  /// Kinds of rounds whose exact counts the plan releases.
  public var kindsWithoutNoise: [LedgerEntry.Kind] {
    [(LedgerEntry.Kind.census, census?.noise), (.evaluation, evaluation?.noise)]
      .filter { $0.1 == CountNoise.exact }.map(\.0)
  }
}
