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
  func read(_ statement: MaskedStatement, beside place: Place) throws -> PinnedFile {
    let pinned = statement.content.payload[0]
    if let kept = try hospital.journal.vault.read(path(statement)),
      let file = try? PinnedFile(kept, pinned: pinned, path: path(statement))
    {
      return file
    }
    if statement.place.member == hospital.id,
      let own = try hospital.journal.outbox.files(
        of: statement.place.key, where: { $0 == statement.place.sealed }
      ).first,
      let file = try? PinnedFile(own.bytes, pinned: pinned, path: statement.place.sealed)
    {
      return file
    }
    return try PinnedFile(
      bytes(of: statement, beside: place), pinned: pinned, path: place.sealed)
  }

  /// What lies in the folder as the sealed file, unchecked.
  func bytes(of statement: MaskedStatement, beside place: Place) throws -> [UInt8] {
    try folder.read(place.sealed, limit: statement.content.payload[0].bytes)
  }

  /// Checks bytes against the statement that pins them.
  func check(_ bytes: [UInt8], of statement: MaskedStatement, beside place: Place) throws {
    try SealedFile.check(bytes, pinned: statement.content.payload[0], path: place.sealed)
  }

  /// The sealed file that a statement pins, wherever a right one lies: the kept copy, which a bad
  /// disk may have spoilt since, the author's own, or another member's copy of it.
  func find(_ statement: MaskedStatement) throws -> PinnedFile {
    let own = statement.place
    do {
      return try read(statement, beside: own)
    } catch {
      for holder in rules.basis.manifest.members.map(\.id) {
        let copy = Place(member: holder, round: own.round, slot: .relay(own.member))
        guard let file = try? read(statement, beside: copy) else { continue }
        try keep(statement, file)
        return file
      }
      throw error
    }
  }

  /// Keeps a sealed file until its round is over.
  func keep(_ statement: MaskedStatement, _ file: PinnedFile) throws {
    let (vault, path) = (hospital.journal.vault, path(statement))
    guard try vault.keep(file.bytes, at: path) == .differs else { return }
    // Its name has the statement's digest, so what differs from the pinned file is damaged.
    try vault.drop(path)
    _ = try vault.keep(file.bytes, at: path)
  }

  /// Whether a sealed file is kept: it was checked and opened before.
  func isKept(_ statement: MaskedStatement) throws -> Bool {
    let path = path(statement).split(separator: "/")
    return try hospital.journal.vault.names(in: path.dropLast().joined(separator: "/"))
      .contains(String(path[path.count - 1]))
  }

  /// The vector that a statement pins.
  func vector(_ statement: MaskedStatement) throws -> RingVector {
    // The copy in the vault is compared and opened at the same time.
    if let kept = try hospital.journal.vault.read(path(statement)),
      let plaintext = try? SealedFile.open(
        kept, pinned: statement.content.payload[0], kind: .vector, place: statement.place,
        session: rules.basis.session, K: rules.basis.K, with: hospital.sealing)
    {
      return try vector(statement, plaintext)
    }
    return try open(statement, find(statement))
  }

  /// The vector in it.
  func open(_ statement: MaskedStatement, _ file: PinnedFile) throws -> RingVector {
    try vector(
      statement,
      file.open(
        kind: .vector, place: statement.place, session: rules.basis.session, K: rules.basis.K,
        with: hospital.sealing))
  }

  private func vector(_ statement: MaskedStatement, _ plaintext: [UInt8]) throws -> RingVector {
    do {
      return try RingVector(
        littleEndianBytes: plaintext, count: rules.context.count, width: rules.context.ringWidth)
    } catch {
      throw Rejection(.payload, file: statement.place.sealed, error.message)
    }
  }

  /// A member may have signed two files, each with its own vector; the name has the whole digest.
  private func path(_ statement: MaskedStatement) -> String {
    "\(statement.place).\(statement.digest.hex).sealed"
  }
}
