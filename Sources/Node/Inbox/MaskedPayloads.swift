import Artifacts
import Rounds
import SecureAggregation
import SharedFolder
import Sodium

/// The sealed vectors of a round: the vault's copies, or the folder's once complete.
struct MaskedPayloads {
  let rules: RoundRules
  let hospital: Hospital
  let folder: any Folder

  /// The sealed file that a statement pins.
  ///
  /// - Parameter place: where the statement lies, itself or as a copy; the vector lies beside it.
  func read(_ statement: MaskedStatement, beside place: Place) throws -> [UInt8] {
    let pinned = statement.content.payload[0]
    if let kept = try hospital.journal.vault.read(path(statement)),
      (try? SealedFile.check(kept, pinned: pinned, path: path(statement))) != nil
    {
      return kept
    }
    if statement.place.member == hospital.id,
      let own = try hospital.journal.outbox.files(of: statement.place.key)
        .first(where: { $0.path == statement.place.sealed })
    {
      return own.bytes
    }
    let bytes = try bytes(of: statement, beside: place)
    try check(bytes, of: statement, beside: place)
    return bytes
  }

  /// What lies in the folder as the sealed file, unchecked.
  func bytes(of statement: MaskedStatement, beside place: Place) throws -> [UInt8] {
    try folder.read(place.sealed, limit: statement.content.payload[0].bytes)
  }

  /// Checks bytes against the statement that pins them.
  func check(_ bytes: [UInt8], of statement: MaskedStatement, beside place: Place) throws {
    try SealedFile.check(bytes, pinned: statement.content.payload[0], path: place.sealed)
  }

  /// Keeps a sealed file until its round is over.
  func keep(_ statement: MaskedStatement, _ bytes: [UInt8]) throws {
    _ = try hospital.journal.vault.keep(bytes, at: path(statement))
  }

  /// The vector in it.
  func open(_ statement: MaskedStatement, _ payload: [UInt8]) throws -> RingVector {
    let place = statement.place
    let plaintext = try SealedFile.open(
      payload, pinned: statement.content.payload[0], kind: .vector, place: place,
      session: rules.basis.session, K: rules.basis.K, with: hospital.sealing)
    do {
      return try RingVector(
        littleEndianBytes: plaintext, count: rules.context.count, width: rules.context.ringWidth)
    } catch {
      throw Rejection(.payload, file: place.sealed, error.message)
    }
  }

  /// A member may have signed two files, each with its own vector.
  private func path(_ statement: MaskedStatement) -> String {
    "\(statement.place).\(statement.digest.hex.prefix(16)).sealed"
  }
}
