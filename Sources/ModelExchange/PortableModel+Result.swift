import Artifacts
import DifferentialPrivacy
import ModelUpdate

extension PortableModel {
  /// The model after a closed round of a consortium, ready to leave it.
  ///
  /// - Parameters:
  ///   - result: of that round; names the model.
  ///   - ledger: the charges of all rounds up to that one.
  ///   - standardisation: what a census says of the inputs.
  ///   - dropped: the inputs that a census leaves out.
  /// - Throws: ``ModelExchangeError`` as the other initialiser; `ModelUpdateError` where epsilon is
  ///   infinite.
  public init(
    _ model: ModelState, after result: ResultDocument, plan: Plan, ledger: Ledger,
    standardisation: [InputScaling], dropped: [Int]
  ) throws {
    let epsilon = ledger.epsilon(delta: plan.privacy.delta.value, against: .coalition).epsilon
    try self.init(
      architecture: plan.model, parameters: model.parameters, data: plan.data,
      standardisation: standardisation, dropped: dropped,
      origin: ModelOrigin(
        title: plan.title, session: result.session, round: result.round, model: result.model,
        epsilon: try Real(checking: (epsilon * 100).rounded(.up) / 100),
        delta: plan.privacy.delta, unit: plan.privacy.unit,
        roundsWithoutNoise: ledger.roundsWithoutNoise))
  }
}
