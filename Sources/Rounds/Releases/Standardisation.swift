/// What a census makes of the inputs of a table, at every hospital alike.
public struct Standardisation: Hashable, Sendable {
  /// How numeric inputs are distributed, in the order of the inputs; an input that is not here stays
  /// as it is.
  public let moments: [Moment]
  /// Inputs of the columns that are left out: they become 0.
  public let dropped: [Range<Int>]

  /// Nothing is changed, unless it is said.
  public init(moments: [Moment] = [], dropped: [Range<Int>] = []) {
    self.moments = moments
    self.dropped = dropped
  }

  /// Whether all inputs stay as they are.
  public var isEmpty: Bool { moments.isEmpty && dropped.isEmpty }

  /// How one input is distributed over the records in which it is not missing.
  public struct Moment: Hashable, Sendable {
    /// Its place among the model's inputs.
    public let input: Int
    /// The mean of its scaled values.
    public let mean: Double
    /// The standard deviation of its scaled values, above zero.
    public let deviation: Double

    /// Describes an input.
    public init(input: Int, mean: Double, deviation: Double) {
      self.input = input
      self.mean = mean
      self.deviation = deviation
    }
  }
}
