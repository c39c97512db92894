/// A first round that counts: records of each class, and for tables the sums and sums of squares of
/// the numeric columns, by which training then standardises its inputs.
public struct CensusPlan: Codable, Hashable, Sendable {
  /// The noise on the counts.
  public var noise: CountNoise

  /// Plans a census.
  public init(noise: CountNoise) { self.noise = noise }
}
