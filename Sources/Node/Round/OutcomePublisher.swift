import Artifacts
import Rounds
import Sodium

/// The leader's duty: result, next commit and sealed model of the round that it led.
///
/// Result and commit are the bytes that every member derived; only the signature is the leader's.
struct OutcomePublisher {
  let hospital: Hospital
  let manifest: Verified<Manifest>

  /// Signs the outcome into the outbox; what is there already stays.
  ///
  /// The model goes last: its slot says that the outcome is complete.
  func fill(tip: Tip, closed: ResultDocument, model file: [UInt8]) throws {
    let session = manifest.digest
    let signer = Signer(member: hospital.id, key: hospital.identity, session: session)
    let commit = try CanonicalJSON.decode(
      CommitDocument.self, from: tip.commitBytes, file: "tip.json")
    try fill(signer.sign(closed, round: closed.round, slot: .result))
    try fill(signer.sign(commit, round: closed.round + 1, slot: .commit))
    let place = Place(member: hospital.id, round: closed.round, slot: .model)
    let author = Author(hospital: hospital)
    guard try author.issued(ModelBody.self, at: place) == nil else { return }
    let (sealed, plain) = SealedFile.seal(
      file, kind: .model, place: place, session: session, K: closed.K,
      readers: manifest.content.readers)
    let result = Digest(hashing: tip.resultBytes)
    try author.issue(
      ModelBody(model: closed.model), round: closed.round, slot: .model, session: session,
      K: closed.K, sees: [result],
      payload: [
        Payload(
          name: "model.sealed", bytes: sealed.count, digest: Digest(hashing: sealed), plain: plain,
          type: "safetensors")
      ],
      sealed: [(place.sealed, sealed)])
  }

  private func fill<Document>(_ document: Verified<Document>) throws {
    guard try hospital.outboxFile(at: document.place) == nil else { return }
    try hospital.fillOutbox(document.place, document.files)
  }
}
