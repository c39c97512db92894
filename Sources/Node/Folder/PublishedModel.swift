import Artifacts
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// A published model with the result that names it, opened with a member's or auditor's key.
struct PublishedModel {
  let folder: any Folder
  let manifest: Verified<Manifest>
  let key: SealingKey
  private let verifier: Verifier

  init(folder: any Folder, manifest: Verified<Manifest>, key: SealingKey) {
    (self.folder, self.manifest, self.key) = (folder, manifest, key)
    verifier = Verifier(KeyRing(manifest, in: folder))
  }

  /// What is read of one round.
  struct Reading {
    let result: ResultDocument
    let leader: MemberID
    let model: ModelState
  }

  /// The model after a round; `nil` while it is not completely there.
  func read(round: Int) throws -> Reading? {
    let reader = ConsortiumReader(folder: folder)
    for member in manifest.content.members.map(\.id) {
      guard let file = try reader.read(Place(member: member, round: round, slot: .result)),
        try reader.read(Place(member: member, round: round, slot: .model)) != nil
      else { continue }
      let signed = try verifier.document(ResultDocument.self, file)
      let result = KnownResult(signed.content, digest: signed.digest)
      guard let model = try read(result, from: member) else { continue }
      return Reading(result: result.content, leader: member, model: model)
    }
    return nil
  }

  /// The model of a result that is known, as one member has published it; `nil` while it is not
  /// completely there.
  ///
  /// - Throws: `Rejection` when the member has published another model or a damaged one.
  func read(_ result: KnownResult, from member: MemberID) throws -> ModelState? {
    let place = Place(member: member, round: result.content.round, slot: .model)
    guard let file = try ConsortiumReader(folder: folder).read(place) else { return nil }
    let statement = try verifier.statement(ModelBody.self, file)
    try ModelRules.check(
      statement, result: result.digest, closed: result.content, manifest: manifest.content)
    let payload = statement.content.payload[0]
    let bytes = try SealedFile.open(
      try folder.read(place.sealed, limit: payload.bytes), pinned: payload, kind: .model,
      place: place, session: manifest.digest, K: statement.content.K, with: key)
    guard Digest(hashing: bytes) == result.content.model else {
      throw Rejection(.payload, file: place.sealed, "is not the model that the result names")
    }
    return try RoundArithmetic(manifest.content.plan).decode(model: bytes, path: place.sealed)
  }
}
