import ModelUpdate

/// What a consortium agrees to train, and at what price in privacy.
///
/// People write it as `plan.toml`; the founder's node signs it inside the manifest, and every
/// hospital approves the manifest's exact hash. Reals are decimal strings in their shortest
/// round-trip form (`Real`), because canonical JSON has no fractions.
public struct Plan: Codable, Hashable, Sendable {
  /// A name for people, printable ASCII.
  public var title: String
  /// What an example is and what its classes are.
  public var data: DataPlan
  /// The network.
  public var model: Architecture
  /// Parameters from elsewhere to start from, if there are any.
  public var start: StartPlan?
  /// The consortium whose model and account this one goes on with, if there is one.
  public var follows: SuccessionPlan?
  /// The program that computes the gradients, where the node does not.
  public var trainer: TrainerPlan?
  /// Rounds, sampling, clipping, update rule.
  public var training: TrainingPlan
  /// A first round of counts, if there is one.
  public var census: CensusPlan?
  /// Rounds that measure the model, if there are any.
  public var evaluation: EvaluationPlan?
  /// How much noise, and the budget.
  public var privacy: PrivacyPlan
  /// How the noise is made.
  public var noise: NoisePlan
  /// Ring, quorum, patience.
  public var rounds: RoundsPlan
  /// Who may open sealed files beside the members.
  public var auditors: [Auditor]

  /// Makes a plan.
  public init(
    title: String, data: DataPlan, model: Architecture, start: StartPlan? = nil,
    follows: SuccessionPlan? = nil, trainer: TrainerPlan? = nil, training: TrainingPlan,
    census: CensusPlan? = nil, evaluation: EvaluationPlan? = nil, privacy: PrivacyPlan,
    noise: NoisePlan = NoisePlan(), rounds: RoundsPlan, auditors: [Auditor]
  ) {
    self.title = title
    self.data = data
    self.model = model
    self.start = start
    self.follows = follows
    self.trainer = trainer
    self.training = training
    self.census = census
    self.evaluation = evaluation
    self.privacy = privacy
    self.noise = noise
    self.rounds = rounds
    self.auditors = auditors
  }
}
