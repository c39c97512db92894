import ModelUpdate

/// How one input is brought to mean 0 and deviation 1 before the first layer, as a census found.
///
/// In single precision: `(value - Float(mean)) * Float(1 / deviation)`.
public struct InputScaling: Codable, Hashable, Sendable {
  /// Its place among the model's inputs.
  public var input: Int
  /// The mean of the value, which the plan's range has brought to 0 to 1 before.
  public var mean: Real
  /// The standard deviation of that value, above zero.
  public var deviation: Real

  /// Describes an input.
  public init(input: Int, mean: Real, deviation: Real) {
    self.input = input
    self.mean = mean
    self.deviation = deviation
  }

  /// What is taken off the value.
  public var shift: Float { Float(mean.value) }
  /// What the difference is multiplied by.
  public var scale: Float { Float(1 / deviation.value) }
}
