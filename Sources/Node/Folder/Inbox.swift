import Artifacts
import Rounds
import SecureAggregation
import SharedFolder
import Sodium

/// Reads one round's files: copies into the vault, verifies the copy, and keeps what is valid.
///
/// What is not there completely, or not valid, is set aside with its reason and looked at again
/// the next time. The first valid statement of a slot is kept for ever.
final class Inbox {
  /// The round's rules.
  let rules: RoundRules
  /// Masked files that passed every check that this hospital can make.
  private(set) var masked: [MemberID: MaskedStatement] = [:]
  /// Unmask files that passed.
  private(set) var unmasked: [MemberID: UnmaskStatement] = [:]
  /// What this hospital opened of its boxes, for its own unmask file.
  private(set) var opened: [MemberID: OpenedShares] = [:]
  /// Why a file that lies there is not taken; by path.
  private(set) var aside: [String: Rejection] = [:]

  private let hospital: Hospital
  private let folder: any Folder
  private let verifier: Verifier

  /// An inbox for a round.
  init(rules: RoundRules, hospital: Hospital, folder: any Folder) {
    self.rules = rules
    self.hospital = hospital
    self.folder = folder
    verifier = Verifier(session: rules.basis.session, manifest: rules.basis.manifest)
  }

  /// Looks at the folder once and returns what is known then.
  ///
  /// - Throws: `NodeError` 76 or 78 when a file cannot be anything but a violation.
  func look(published: [Place: Digest]) throws -> RoundView {
    let ids = rules.basis.roster.ids
    aside = [:]
    for id in ids where masked[id] == nil {
      try attempt(Place(member: id, round: rules.basis.round, slot: .masked)) { place in
        try self.takeMasked(id, place)
      }
    }
    if masked.count == ids.count {
      for id in ids where unmasked[id] == nil {
        try attempt(Place(member: id, round: rules.basis.round, slot: .unmask(0))) { place in
          try self.takeUnmask(id, place)
        }
      }
    }
    return RoundView(
      basis: rules.basis, masked: masked.mapValues(\.digest),
      unmasked: unmasked.mapValues(\.content.body.set), published: published)
  }

  /// Looks again at every statement that the round rests on, before it is closed.
  ///
  /// - Throws: `NodeError` 76 when an author has signed a second version of one.
  func checkVersions() throws {
    for statement in masked.values {
      if let file = try? read(statement.place), file.bytes != statement.bytes,
        (try? verifier.statement(MaskedBody.self, file)) != nil
      {
        throw Self.equivocation(file.place)
      }
    }
    for statement in unmasked.values {
      if let file = try? read(statement.place), file.bytes != statement.bytes,
        (try? verifier.statement(UnmaskBody.self, file)) != nil
      {
        throw Self.equivocation(file.place)
      }
    }
  }

  private static func equivocation(_ place: Place) -> NodeError {
    NodeError(
      .violation, "\(place.json) exists in two signed versions",
      remedy: "keep the folder and this hospital's state; talk to \(place.member)")
  }

  /// A member's masked vector, opened from the vault's copy.
  func vector(of id: MemberID) throws -> RingVector {
    guard let statement = masked[id] else {
      preconditionFailure("only the vectors of checked masked files are asked for")
    }
    return try open(statement, try payload(of: statement))
  }

  /// Runs one check; a rejection sets the file aside, a failing disk does so with its reason.
  private func attempt(_ place: Place, _ take: (Place) throws -> Void) throws {
    do {
      try take(place)
    } catch let rejection as Rejection {
      aside[rejection.file] = rejection
    } catch let error as NodeError {
      throw error
    } catch {
      aside[place.json] = Rejection(.missing, file: place.json, NodeError(wrapping: error).message)
    }
  }

  private func takeMasked(_ id: MemberID, _ place: Place) throws {
    guard let file = try hospital.vaulted(place) ?? read(place) else { return }
    try checkOwn(file)
    let statement = try verifier.statement(MaskedBody.self, file)
    try rules.check(statement)
    for other in masked.values { try rules.checkPair(statement, other) }
    let payload = try payload(of: statement)
    _ = try open(statement, payload)
    let shares = try openBox(statement)
    // Kept only after everything about it has passed, the statement last.
    _ = try hospital.journal.vault.keep(payload, at: place.sealed)
    try hospital.vault(file)
    masked[id] = statement
    opened[id] = shares
  }

  private func takeUnmask(_ id: MemberID, _ place: Place) throws {
    guard let file = try hospital.vaulted(place) ?? read(place) else { return }
    try checkOwn(file)
    let statement = try verifier.statement(UnmaskBody.self, file)
    try rules.check(statement, masked: masked)
    try hospital.vault(file)
    unmasked[id] = statement
  }

  /// The hospital's own share box, opened and checked against the dealer's commitments.
  private func openBox(_ statement: MaskedStatement) throws -> OpenedShares? {
    guard let secrets = try hospital.existingRoundSecrets(rules.basis.round) else { return nil }
    do {
      return try statement.content.body.dealing.open(
        from: statement.place.member.name, as: hospital.id.name, secrets: secrets,
        in: rules.context)
    } catch {
      throw Rejection(.sharing, file: statement.place.json, error.message)
    }
  }

  /// An own file must be the one in the outbox: another one was signed by a clone of this state.
  private func checkOwn(_ file: UnverifiedFile) throws {
    guard file.place.member == hospital.id else { return }
    guard try hospital.outboxFile(at: file.place)?.bytes == file.bytes else {
      throw NodeError(
        .configuration, "\(file.place.json) is not what this hospital signed",
        remedy: "another node runs with a copy of this state: stop it; sign nothing with this one")
    }
  }

  /// The sealed payload that a statement pins: the vault's copy, or the folder's once complete.
  private func payload(of statement: MaskedStatement) throws -> [UInt8] {
    let path = statement.place.sealed
    let pinned = statement.content.payload[0]
    if let kept = try hospital.journal.vault.read(path),
      (try? SealedFile.check(kept, pinned: pinned, path: path)) != nil
    {
      return kept
    }
    let bytes = try folder.read(path, limit: pinned.bytes)
    try SealedFile.check(bytes, pinned: pinned, path: path)
    return bytes
  }

  private func open(_ statement: MaskedStatement, _ payload: [UInt8]) throws -> RingVector {
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

  private func read(_ place: Place) throws -> UnverifiedFile? {
    try ConsortiumReader(folder: folder).read(place)
  }
}
