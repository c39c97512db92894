import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Opens sealed files with an auditor's or a member's key.
struct SealedReader {
  let folder: AuditFolder
  let key: SealingKey

  /// A member's masked vector.
  func vector(
    _ statement: MaskedStatement, _ rules: RoundRules
  ) throws(Rejection) -> RingVector {
    let bytes = try open(
      statement.content.payload.first, kind: .vector, place: statement.place,
      session: rules.basis.session, K: rules.basis.K)
    do {
      return try RingVector(
        littleEndianBytes: bytes, count: rules.context.count, width: rules.context.ringWidth)
    } catch {
      throw Rejection(.payload, file: statement.place.sealed, error.message)
    }
  }

  /// A published model's safetensors bytes.
  func model(
    _ statement: Verified<Statement<ModelBody>>, session: Digest
  ) throws(Rejection) -> [UInt8] {
    try open(
      statement.content.payload.first, kind: .model, place: statement.place, session: session,
      K: statement.content.K)
  }

  private func open(
    _ payload: Payload?, kind: SealedFile.Kind, place: Place, session: Digest, K: Digest
  ) throws(Rejection) -> [UInt8] {
    guard let payload else {
      throw Rejection(.field, file: place.json, "pins no sealed file")
    }
    let bytes = try folder.bytes(place.sealed, limit: payload.bytes)
    guard bytes.count >= payload.bytes else {
      throw Rejection(.missing, file: place.sealed, "is not here completely")
    }
    return try SealedFile.open(
      bytes, pinned: payload, kind: kind, place: place, session: session, K: K, with: key)
  }
}
