import Datasets

/// What an attack is asked for: data and arms as a comparison has them, and how many models.
public struct AttackOptions: Sendable {
  /// Plan, data, arms and epsilons; its first seed is that of the attack.
  let comparison: ComparisonOptions
  /// K, how many models each arm trains; even.
  let models: Int

  var seed: UInt64 { comparison.seeds[0] }

  /// Checks the options.
  ///
  /// - Throws: `NodeError` 64 that names the option.
  public init(_ comparison: ComparisonOptions, models: Int) throws(NodeError) {
    guard (8...10_000).contains(models), models.isMultiple(of: 2) else {
      throw NodeError(
        .usage, "--models must be an even number between 8 and 10000",
        remedy: "give 64, or 256 for a finer curve")
    }
    guard !comparison.kinds.contains(.alone) else {
      throw NodeError(
        .usage, "--arms: a hospital alone releases no model to the others",
        remedy: "give some of pooled,collaborative,local,decaph")
    }
    self.comparison = comparison
    self.models = models
  }
}
