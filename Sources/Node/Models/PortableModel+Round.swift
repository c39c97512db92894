import Artifacts
import DifferentialPrivacy
import ModelExchange
import ModelUpdate
import Rounds

extension PortableModel {
  /// The model after a round of a consortium, ready to leave it.
  ///
  /// - Parameter results: of all rounds up to that one, genesis first.
  init(_ model: ModelState, results: [KnownResult], manifest: Verified<Manifest>) throws {
    let plan = manifest.content.plan
    let census = try RoundArithmetic(plan).census(in: model)?.standardisation
    try self.init(
      model, after: results[results.count - 1].content, plan: plan,
      ledger: plan.ledger(adding: results.flatMap(\.content.ledger)),
      standardisation: try (census?.moments ?? []).map {
        InputScaling(
          input: $0.input, mean: try Real(checking: $0.mean),
          deviation: try Real(checking: $0.deviation))
      },
      dropped: (census?.dropped ?? []).flatMap(Array.init))
  }
}
