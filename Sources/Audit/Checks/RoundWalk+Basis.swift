import Artifacts
import ModelUpdate
import Rounds
import Sodium

/// What a round stands on, and the model that it trained on.
extension RoundWalk {
  /// What a round stands on: derived here, or the published result of the round before.
  ///
  /// A result that was not derived here is taken only when the masked files of more than c members
  /// name its digest as their K: fewer could lead the audit to hold a lie against honest files.
  func basis(of round: Int) throws(Rejection) -> RoundBasis {
    guard let result = before(round) else {
      throw Rejection(
        .missing, file: "\(Place.roundFolder(round - 1))/result.json",
        "no valid result of round \(round - 1) is here that more than \(library.colluding) of the "
          + "masked files of round \(round) name, nor a restart from which one follows")
    }
    return try RoundBasis(
      after: result.content, digest: result.digest, manifest: manifest.content)
  }

  /// The result that a round stands on; `nil` where none is here.
  func before(_ round: Int) -> KnownResult? {
    if round == 1 { return KnownResult(library.genesis.result) }
    if let restart = history.followed[round - 1] { return library.outcome(of: restart) }
    let standing = files(round).standing
    if let result = results[round - 1], isDerived(result) || !library.isDoubted(result, standing) {
      return result
    }
    return library.agreed(before: round, standing)
  }

  /// Whether nothing of a result is its publisher's word: without a key sum and model are, and those
  /// whose files are not kept.
  private func isDerived(_ result: KnownResult) -> Bool {
    key != nil && !claimed.contains(result.content.round) || result.content.outcome == .void
      || result.content.outcome == .restart
  }

  /// The model after a round; `nil` without a key.
  func model(after result: KnownResult) throws -> ModelState? {
    if let model, model.digest == result.content.model { return model.state }
    // Void rounds and restarts keep the model of before.
    return try model(
      before: RoundBasis(
        after: result.content, digest: result.digest, manifest: manifest.content))
  }

  /// The model that a round trained on, opened and checked against the digest in its basis.
  ///
  /// A void round and a restart keep the model, so a copy may lie further back. One good copy is
  /// enough; what is wrong with another is said where its round is audited.
  func model(before basis: RoundBasis) throws -> ModelState? {
    guard let key else { return nil }
    if let model, model.digest == basis.model { return model.state }
    if library.genesis.result.model == basis.model { return library.genesis.model }
    let arithmetic = try RoundArithmetic(manifest.content.plan)
    let size = try arithmetic.sealedModelSize(readers: manifest.content.readers.count)
    let sealed = SealedReader(folder: folder)
    var last = Rejection(
      .missing, file: "\(Place.roundFolder(basis.round - 1))/model.sealed",
      "no copy of the model before this round is here")
    // Every closed round has its model published again, so that of the round before is what counts:
    // an older place where somebody names the same model does not make it old.
    let made = history.followed[basis.round - 1]?.body.tipRound ?? basis.round - 1
    let mayBeGone = pruned.map { $0.retention.isOver(.model, of: made, closed: $0.newest) } ?? false
    var isGone = false
    for round in folders.all.reversed() where round >= 1 && round < basis.round {
      let models = library.statements(round, .model, ModelBody.self).values
        .filter { $0.content.body.model == basis.model && $0.content.payload.first?.bytes == size }
      for statement in models.sorted(by: { $0.place.member < $1.place.member }) {
        do throws(Rejection) {
          let bytes = try sealed.model(statement, session: manifest.digest, with: key)
          guard Digest(hashing: bytes) == basis.model else { continue }
          return try arithmetic.decode(model: bytes, path: statement.place.sealed)
        } catch {
          last = error
          isGone = isGone || (mayBeGone && pruned?.isGone(statement.place) ?? false)
        }
      }
    }
    if isGone { throw PrunedModel() }
    throw last
  }
}
