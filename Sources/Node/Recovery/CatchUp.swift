import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Finds the others again after an absence: the newest result that is the consortium's word, with
/// a published copy of its model.
struct CatchUp {
  private let folder: any Folder
  private let manifest: Verified<Manifest>
  private let key: SealingKey
  private let files: VerifiedFolder

  /// Looks around for a hospital.
  init(for keeper: RoundKeeper) {
    (folder, manifest, key) = (keeper.folder, keeper.manifest, keeper.hospital.sealing)
    files = VerifiedFolder(folder, manifest, keeper.membership.ring)
  }

  /// A result to go on from.
  struct Target {
    let result: Verified<ResultDocument>
    let model: [UInt8]
  }

  /// The newest result beyond a closed round, if all that is needed lies here.
  ///
  /// - Parameter rounds: the rounds of which some member's folder holds something.
  func target(beyond closed: Int, rounds: Set<Int>) -> Target? {
    for candidate in rounds.sorted(by: >) where candidate > closed + 1 {
      if let target = target(of: candidate) { return target }
    }
    return nil
  }

  /// The result with a digest, and its model, from whoever published them.
  func find(_ digest: Digest, round: Int) -> Target? {
    guard let result = files.results(of: round).first(where: { $0.digest == digest }),
      let model = model(of: result)
    else { return nil }
    return Target(result: result, model: model)
  }

  private func target(of round: Int) -> Target? {
    let standing = files.standing(in: round)
    guard !standing.isEmpty else { return nil }
    let results = files.results(of: round - 1)
    let word = ConsortiumWord.result(
      standing: standing,
      results: Dictionary(results.map { ($0.digest, $0.content) }) { first, _ in first },
      manifest: manifest.content)
    guard let result = results.first(where: { $0.digest == word }), let model = model(of: result)
    else { return nil }
    return Target(result: result, model: model)
  }

  /// A sealed copy of the model that a result names, opened and compared.
  private func model(of result: Verified<ResultDocument>) -> [UInt8]? {
    for id in files.ids {
      let place = Place(member: id, round: result.content.round, slot: .model)
      guard let statement = try? files.statement(ModelBody.self, at: place),
        (try? ModelRules.check(
          statement, result: result.digest, closed: result.content, manifest: manifest.content))
          != nil,
        let payload = statement.content.payload.first,
        let sealed = try? folder.read(place.sealed, limit: payload.bytes),
        let model = try? SealedFile.open(
          sealed, pinned: payload, kind: .model, place: place, session: manifest.digest,
          K: statement.content.K, with: key),
        Digest(hashing: model) == result.content.model
      else { continue }
      return model
    }
    return nil
  }
}
