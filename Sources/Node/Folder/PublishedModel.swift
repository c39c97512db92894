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

  /// What is read of one round.
  struct Reading {
    let result: ResultDocument
    let leader: MemberID
    let model: ModelState
  }

  /// The model after a round; `nil` while it is not completely there.
  func read(round: Int) throws -> Reading? {
    let reader = ConsortiumReader(folder: folder)
    let verifier = Verifier(session: manifest.digest, manifest: manifest.content)
    for member in manifest.content.members.map(\.id) {
      let place = Place(member: member, round: round, slot: .model)
      guard let statementFile = try reader.read(place),
        let resultFile = try reader.read(Place(member: member, round: round, slot: .result))
      else { continue }
      let statement = try verifier.statement(ModelBody.self, statementFile)
      let signed = try verifier.document(ResultDocument.self, resultFile)
      let result = signed.content
      try ModelRules.check(
        statement, result: signed.digest, closed: result, manifest: manifest.content)
      let payload = statement.content.payload[0]
      let bytes = try SealedFile.open(
        try folder.read(place.sealed, limit: payload.bytes), pinned: payload, kind: .model,
        place: place, session: manifest.digest, K: statement.content.K, with: key)
      guard Digest(hashing: bytes) == result.model else {
        throw Rejection(.payload, file: place.sealed, "is not the model that the result names")
      }
      let model = try RoundArithmetic(manifest.content.plan).decode(
        model: bytes, path: place.sealed)
      return Reading(result: result, leader: member, model: model)
    }
    return nil
  }
}
