import Artifacts
import Rounds
import Sodium

/// The duty of the leader, and of the next rank when it stays silent: result, next commit and
/// sealed model of a closed round.
///
/// Result and commit are the bytes that every member derived; only the signature is the
/// publisher's.
struct OutcomePublisher {
  let hospital: Hospital
  let manifest: Verified<Manifest>

  /// Signs the outcome into the outbox; what is there already stays.
  func fill(_ owed: OwedRecord) throws {
    let session = manifest.digest
    let closed = try owed.resultDocument()
    let signer = Signer(member: hospital.id, key: hospital.identity, session: session)
    try fill(signer.sign(closed, round: closed.round, slot: .result))
    try fill(signer.sign(try owed.commitDocument(), round: closed.round + 1, slot: .commit))
    let place = Place(member: hospital.id, round: closed.round, slot: .model)
    let author = Author(hospital: hospital)
    guard try author.issued(ModelBody.self, at: place) == nil else { return }
    let (sealed, plain) = SealedFile.seal(
      try hospital.modelFile(of: closed), kind: .model, place: place, session: session,
      K: closed.K, readers: manifest.content.readers)
    try author.issue(
      ModelBody(model: closed.model), round: closed.round, slot: .model, session: session,
      K: closed.K, sees: [owed.resultDigest],
      payload: [
        Payload(
          name: "model.sealed", bytes: sealed.count, digest: Digest(hashing: sealed), plain: plain,
          type: "safetensors")
      ],
      beside: [(place.sealed, sealed)])
  }

  private func fill<Document>(_ document: Verified<Document>) throws {
    guard try hospital.outboxFile(at: document.place) == nil else { return }
    try hospital.fillOutbox(document.place, document.files)
  }
}
