import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Reads sealed files, and opens them with an auditor's or a member's key.
struct SealedReader {
  let folder: AuditFolder

  /// The sealed file at a place, if it is the one that a statement pins first.
  ///
  /// - Parameter place: where it lies; beside a copy this is not the statement's own place.
  func pinned<Body>(
    _ statement: Verified<Statement<Body>>, at place: Place
  ) throws(Rejection) -> PinnedFile {
    guard let payload = statement.content.payload.first else {
      throw Rejection(.field, file: statement.place.json, "pins no sealed file")
    }
    let bytes = try folder.bytes(place.sealed, limit: payload.bytes)
    // Only a beginning of this very file can still grow into it.
    guard
      bytes.count >= payload.bytes
        || !SealedFile.isBeginning(
          bytes, place: statement.place, session: statement.content.session,
          K: statement.content.K)
    else {
      throw Rejection(.missing, file: place.sealed, "is not here completely")
    }
    return try PinnedFile(bytes, pinned: payload, path: place.sealed)
  }

  /// A member's masked vector.
  ///
  /// - Parameter places: where it may lie: in the author's folder and beside copies.
  func vector(
    _ statement: MaskedStatement, in places: [Place], _ rules: RoundRules, with key: SealingKey
  ) throws(Rejection) -> RingVector {
    var sealed: PinnedFile?
    // What is wrong with one copy is said where copies are checked.
    for place in places where sealed == nil { sealed = try? pinned(statement, at: place) }
    guard let sealed else {
      throw Rejection(.missing, file: statement.place.sealed, "no right copy of it is here")
    }
    let bytes = try sealed.open(
      kind: .vector, place: statement.place, session: rules.basis.session, K: rules.basis.K,
      with: key)
    do {
      return try RingVector(
        littleEndianBytes: bytes, count: rules.context.count, width: rules.context.ringWidth)
    } catch {
      throw Rejection(.payload, file: statement.place.sealed, error.message)
    }
  }

  /// A published model's safetensors bytes.
  func model(
    _ statement: ModelStatement, session: Digest, with key: SealingKey
  ) throws(Rejection) -> [UInt8] {
    try model(pinned(statement, at: statement.place), of: statement, session, with: key)
  }

  /// The safetensors bytes of a published model that was compared with its pin.
  func model(
    _ file: PinnedFile, of statement: ModelStatement, _ session: Digest, with key: SealingKey
  ) throws(Rejection) -> [UInt8] {
    try file.open(
      kind: .model, place: statement.place, session: session, K: statement.content.K, with: key)
  }
}
