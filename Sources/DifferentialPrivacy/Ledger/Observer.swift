/// Against whom an epsilon holds.
///
/// An observer that made part of the noise itself subtracts it, so less noise is left.
public enum Observer: String, CaseIterable, Sendable {
  /// Who sees the published models and sums: all noise shares count.
  case outsideWorld
  /// The colluding members that the round tolerates, together: their shares do not count.
  case coalition
}
