import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// The sum and the model of an opened set, where there is a key and what it takes is kept.
extension RoundAudit {
  /// The outcome from the sealed vectors, where there is a key and all that it takes is kept.
  ///
  /// - Parameter why: becomes the reason why it cannot be recomputed.
  func recomputed(
    _ closing: RoundClosing, _ choice: Choice, _ rules: RoundRules, whyNot why: inout String
  ) throws -> RoundOutcome? {
    guard let key = ground.key else { return nil }
    guard lost.isEmpty else {
      why = "cannot be recomputed: vectors of \(names(lost)) are not kept, as the plan allows"
      return nil
    }
    do {
      return try recompute(closing, choice, rules, key)
    } catch is PrunedModel {
      why = "cannot be recomputed: the model before this round is not kept, as the plan allows"
      return nil
    }
  }

  private func recompute(
    _ closing: RoundClosing, _ choice: Choice, _ rules: RoundRules, _ key: SealingKey
  ) throws -> RoundOutcome {
    guard let before = try ground.previousModel() else {
      throw Rejection(
        .missing, file: "\(Place.roundFolder(round - 1))/model.sealed",
        "no copy of the model before this round is here")
    }
    let sealed = SealedReader(folder: ground.folder)
    let sum = try closing.aggregate { id in
      let statement = masked[choice.set.masked[id]!]!
      return try sealed.vector(statement, in: vectorPlaces(id), rules, with: key)
    }
    return try closing.outcome(aggregate: sum, model: before)
  }

  /// Who can tell which of two results is right.
  var arbiter: String {
    ground.key == nil
      ? "an audit with a key (--key) shows which"
      : "no audit can show any more which, as the vectors are not kept"
  }
}
