import Artifacts
import Foundation
import Journal
import ModelUpdate
import Rounds
import Sodium

/// A hospital in the consortium before, as its private state remembers it.
struct FormerHospital {
  let location: StateLocation
  private let reader: ModelReader
  private let hospital: Hospital

  /// Looks at the state, beside a node that may run.
  ///
  /// - Parameters:
  ///   - directory: the shared directory of the consortium before.
  ///   - state: the private state there; `nil` for where nodes look for it.
  ///   - now: where the hospital's state for the consortium that follows is to be.
  init(directory: String, state: String?, now: StateLocation) throws {
    let location = try StateLocation(directory: directory, id: now.member.name, state: state)
    guard location.directory != now.directory else {
      throw NodeError(
        .usage, "--after names the directory of the consortium that follows itself",
        remedy: "give a new directory with --dir, and with --after that of the consortium before")
    }
    guard location.state != now.state else {
      throw NodeError(
        .usage,
        "the state of the consortium before lies at \(location.state), where the new one "
          + "would be",
        remedy: "give another --state, or DECAPH_STATE, for the new consortium")
    }
    try self.init(location)
  }

  /// Looks at a state that was found before.
  init(_ location: StateLocation) throws {
    self.location = location
    reader = try ModelReader(location)
    hospital = try Hospital.look(location)
  }

  var settings: HospitalSettings { hospital.settings }

  /// Its identity there.
  var identity: IdentityPublicKey { hospital.identity.publicKey }

  /// The consortium before, up to a round that this hospital has closed itself, with the model after
  /// it.
  ///
  /// - Parameter round: `nil` for the newest.
  func predecessor(through round: Int? = nil) throws -> (consortium: Predecessor, model: ModelState)
  {
    let (model, results): (ModelState, [KnownResult])
    do {
      (model, results) = try reader.read(round: round)
    } catch let error as NodeError where error.status == .missing {
      throw NodeError(
        .tryLater, "in the consortium before, \(error.message)",
        remedy: "\(error.remedy); let this hospital's node in \(location.directory) go on first")
    }
    return (Predecessor(reader.manifest, results: results.map(\.content)), model)
  }

  /// The last round of which a masked file has appeared or is charged here: of the round that is in
  /// work, since this hospital has closed all before it.
  func lastBegun(after closed: Int) throws -> Int {
    let files = VerifiedFolder(reader.folder, reader.manifest)
    let isBegun = !files.standing(in: closed + 1).isEmpty
    return try max(isBegun ? closed + 1 : closed, lastCharged ?? 0)
  }

  /// The last round that has to be paid for, as far as this hospital knows.
  var lastToPay: Int {
    get throws {
      let newest = try predecessor().consortium.results.last?.round ?? 0
      return try lastBegun(after: newest)
    }
  }

  /// The last round that this hospital's own patients have paid for.
  private var lastCharged: Int? {
    get throws { try hospital.charges.entries().compactMap { SlotKey($0.slot)?.round }.max() }
  }

  /// Ends there, for good: its node begins no further round in the consortium before, and says so to
  /// the others.
  ///
  /// - Parameters:
  ///   - successor: where it goes on; one account pays for one consortium.
  ///   - check: what has to hold first; no node works there meanwhile.
  /// - Throws: `AlreadyRunning` while a node works there, `NodeError` 76 where it has gone on to
  ///   another consortium that has begun.
  func end(for successor: Successor, after check: () throws -> Void) throws {
    let hospital = try Hospital.open(location)
    try check()
    if let other = hospital.settings.successor, other != successor {
      try Self.abandon(other, for: successor, of: location)
    }
    var settings = hospital.settings
    settings.isLeaving = true
    settings.successor = successor
    try hospital.remember(settings)
  }

  /// Gives up a consortium that has not begun, so that another may follow in its place.
  private static func abandon(
    _ other: Successor, for successor: Successor, of location: StateLocation
  ) throws {
    let refusal = NodeError(
      .violation,
      "\(location.member) has gone on from this consortium to session "
        + "\(other.session.hex.prefix(16)) already: one account pays for one of them",
      remedy: "go on there, or tell the founder that there are two")
    guard other.state != successor.state, FileManager.default.fileExists(atPath: other.state)
    else { throw refusal }
    let settings = try HospitalSettings.look(
      StateLocation(
        directory: location.directory, id: location.member.name, state: other.state))
    let state = try Hospital.open(
      StateLocation(directory: settings.directory, id: location.member.name, state: other.state))
    let goesOn = state.settings.successor
    guard goesOn == nil || goesOn == successor, try state.charges.entries().isEmpty else {
      throw refusal
    }
    var changed = state.settings
    changed.isLeaving = true
    changed.successor = successor
    try state.remember(changed)
  }

  /// Puts its two keys, as they lie in its state, into a new state. Those of credentials are the
  /// process's, and are there already.
  func copyKeys(to secrets: SecretStore) throws {
    for name in ["identity", "sealing"] {
      try hospital.journal.secrets.copy(name, to: secrets)
    }
  }

  /// Signs new keys with the identity of before; `nil` where it has stayed.
  func vouch(for identity: IdentityPublicKey, _ sealing: SealingPublicKey) -> FormerKey? {
    guard identity != hospital.identity.publicKey else { return nil }
    return FormerKey(
      signing: identity, sealing, of: location.member, with: hospital.identity,
      in: reader.manifest.digest)
  }
}
