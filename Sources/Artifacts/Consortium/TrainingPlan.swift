import ModelUpdate

/// How long and how the model is trained.
public struct TrainingPlan: Codable, Hashable, Sendable {
  /// How many rounds train; with census and evaluations there are more rounds in all.
  public var rounds: Int
  /// Probability with which each record enters a round.
  public var samplingRate: Real
  /// Public estimate of all members' records together; the update divides by
  /// `samplingRate * nominalRecords`, never by a real batch.
  public var nominalRecords: Int
  /// Bound on one record's gradient in L2 norm.
  public var clipNorm: Real
  /// Seed of the initial parameters.
  public var seed: Int
  /// The optimiser.
  public var rule: UpdateRule
  /// How its learning rate changes; nil where it stays.
  public var schedule: LearningRateSchedule?

  /// Makes a training plan.
  public init(
    rounds: Int, samplingRate: Real, nominalRecords: Int, clipNorm: Real, seed: Int,
    rule: UpdateRule, schedule: LearningRateSchedule? = nil
  ) {
    self.rounds = rounds
    self.samplingRate = samplingRate
    self.nominalRecords = nominalRecords
    self.clipNorm = clipNorm
    self.seed = seed
    self.rule = rule
    self.schedule = schedule
  }
}
