import Artifacts
import ModelExchange
import ModelUpdate
import Rounds

extension PortableModel {
  /// The model after a round of a consortium, ready to leave it.
  ///
  /// - Parameter results: of all rounds up to that one, genesis first.
  init(_ model: ModelState, results: [KnownResult], manifest: Verified<Manifest>) throws {
    let plan = manifest.content.plan
    let last = results[results.count - 1].content
    let ledger = results.ledger
    let epsilon = ledger.epsilon(delta: plan.privacy.delta.value, against: .coalition).epsilon
    let census = try RoundArithmetic(plan).census(in: model)?.standardisation
    try self.init(
      architecture: plan.model, parameters: model.parameters, data: plan.data,
      standardisation: try (census?.moments ?? []).map {
        InputScaling(
          input: $0.input, mean: try Real(checking: $0.mean),
          deviation: try Real(checking: $0.deviation))
      },
      dropped: (census?.dropped ?? []).flatMap(Array.init),
      origin: ModelOrigin(
        title: plan.title, session: manifest.digest, round: last.round, model: last.model,
        epsilon: try Real(checking: (epsilon * 100).rounded(.up) / 100),
        delta: plan.privacy.delta, unit: plan.privacy.unit,
        roundsWithoutNoise: ledger.roundsWithoutNoise))
  }
}
