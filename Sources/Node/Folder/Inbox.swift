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
  func look(published: [Place: Digest]) -> RoundView {
    let ids = rules.basis.roster.ids
    aside = [:]
    for id in ids where masked[id] == nil {
      attempt(Place(member: id, round: rules.basis.round, slot: .masked)) { place in
        try self.takeMasked(id, place)
      }
    }
    if masked.count == ids.count {
      for id in ids where unmasked[id] == nil {
        attempt(Place(member: id, round: rules.basis.round, slot: .unmask(0))) { place in
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
    return try open(statement)
  }

  /// Runs one check; a rejection sets the file aside, a failing disk does so with its reason.
  private func attempt(_ place: Place, _ take: (Place) throws -> Void) {
    do {
      try take(place)
    } catch let rejection as Rejection {
      aside[rejection.file] = rejection
    } catch {
      aside[place.json] = Rejection(.missing, file: place.json, NodeError(wrapping: error).message)
    }
  }

  private func takeMasked(_ id: MemberID, _ place: Place) throws {
    guard let file = try hospital.vaulted(place) ?? read(place) else { return }
    let statement = try verifier.statement(MaskedBody.self, file)
    try rules.check(statement)
    for other in masked.values { try rules.checkPair(statement, other) }
    try keepPayload(statement)
    _ = try open(statement)
    let shares = try openBox(statement)
    try hospital.vault(file)
    masked[id] = statement
    opened[id] = shares
  }

  private func takeUnmask(_ id: MemberID, _ place: Place) throws {
    guard let file = try hospital.vaulted(place) ?? read(place) else { return }
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

  /// Copies the sealed payload into the vault, once it is complete.
  private func keepPayload(_ statement: MaskedStatement) throws {
    let path = statement.place.sealed
    guard try hospital.journal.vault.read(path) == nil else { return }
    let pinned = statement.content.payload[0]
    let bytes = try folder.read(path, limit: pinned.bytes)
    try SealedFile.check(bytes, pinned: pinned, path: path)
    _ = try hospital.journal.vault.keep(bytes, at: path)
  }

  private func open(_ statement: MaskedStatement) throws -> RingVector {
    let place = statement.place
    let plaintext = try SealedFile.open(
      try hospital.journal.vault.read(place.sealed) ?? [], pinned: statement.content.payload[0],
      kind: .vector, place: place, session: rules.basis.session, K: rules.basis.K,
      with: hospital.sealing)
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
