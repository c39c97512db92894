import Artifacts
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
    guard try location.exists() else {
      throw NodeError(
        .missing,
        "\(location.member) has no state for the consortium before, \(location.directory), at "
          + location.state,
        remedy:
          "check --after and --id, or give --after-state; a hospital that was in none, or has "
          + "lost that state, joins with --data and without --after")
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
    let ring = try hospital.keys(reader.manifest, in: reader.folder)
    return (Predecessor(reader.manifest, ring, results: results.map(\.content)), model)
  }

  /// The last round that has begun: of which a masked file lies here, of rounds far ahead those of more
  /// than may lie, or which is charged here.
  func lastBegun(after closed: Int) throws -> Int {
    let files = VerifiedFolder(reader.folder, reader.manifest)
    let isBegun = !files.standing(in: closed + 1).isEmpty
    return try max(
      isBegun ? closed + 1 : closed, files.newestRound(), lastCharged ?? 0)
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
