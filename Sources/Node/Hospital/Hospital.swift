import Artifacts
import DifferentialPrivacy
import Foundation
import Journal
import Sodium

/// One hospital's private side: keys, journal, settings. Opened by one process at a time.
///
/// In its folder: `settings`, `tip` and `charges` (small durable values), `secrets/` (identity,
/// sealing and round keys), `signed/` (the outbox), `vault/` (verified copies of others'
/// files), `models/` (the model after the last closed rounds), `cache/` (decoded images).
public final class Hospital {
  /// The hospital's name.
  public let id: MemberID
  /// Signs its statements.
  let identity: IdentityKey
  /// Opens what is sealed to it.
  let sealing: SealingKey
  /// All that it remembers durably.
  let journal: Journal
  /// Where the state lies.
  let root: String
  /// Measures how long this hospital has waited.
  let clock: any LocalClock
  /// What `join` and `approve` remember.
  private(set) var settings: HospitalSettings
  private let lock: ProcessLock?
  private var index: OutboxIndex
  /// What was last read or saved of the owed outcomes; they are asked for at every look.
  var owedRecords: [OwedRecord]?

  /// Opens a hospital's state; `join` or `init` made it.
  ///
  /// - Throws: `NodeError` 66 when there is none, 75 when another process holds it;
  ///   `JournalError` when its permissions are too open.
  static func open(_ location: StateLocation) throws -> Hospital {
    guard try location.exists() else {
      throw NodeError(
        .missing,
        "\(location.member) has no state for \(location.directory) at \(location.state)",
        remedy: "check --id and --dir; run 'decaph-node join' (the founder: 'init') first, "
          + "or give --state")
    }
    return try Hospital(location, data: nil, isNew: false)
  }

  /// Makes keys and settings, unless they are there already.
  ///
  /// - Parameters:
  ///   - passphrase: where that of new keys comes from; `nil` for keys without.
  ///   - former: the hospital in a consortium before, whose keys it keeps; `nil` for keys of its own.
  static func createOrOpen(
    _ location: StateLocation, data: String?, passphrase: Passphrase?,
    keysOf former: FormerHospital? = nil
  ) throws -> Hospital {
    try Hospital(location, data: data, isNew: true, passphrase: passphrase, keysOf: former)
  }

  /// A look at a state beside the process that works with it: no lock, and nothing is changed; what
  /// this one would write stays in memory.
  ///
  /// - Parameter asks: whether the terminal may be asked for the passphrase of the keys.
  /// - Throws: `LockedKeys` among others.
  static func look(_ location: StateLocation, asks: Bool = true) throws -> Hospital {
    let state = try StateDirectory(location.state, outside: location.directory)
    return try Hospital(
      Journal(SnapshotStore(state)), root: state.path, location, isNew: false,
      clock: SystemClock(), asks: asks)
  }

  private convenience init(
    _ location: StateLocation, data: String?, isNew: Bool, passphrase: Passphrase? = nil,
    keysOf former: FormerHospital? = nil
  ) throws {
    let state = try StateDirectory(location.state, outside: location.directory)
    let held: ProcessLock
    switch try ProcessLock.tryAcquire(in: state) {
    case .acquired(let lock): held = lock
    case .heldBy(let pid):
      throw AlreadyRunning(member: location.member, pid: pid)
    }
    try self.init(
      Journal(try DirectoryStore(state)), root: state.path, location, isNew: isNew,
      clock: SystemClock(), lock: held, passphrase: passphrase, keysOf: former)
    if let data { try remember(data: data) }
  }

  /// Opens a state in any store; the simulator's lie in memory and need no lock.
  init(
    _ journal: Journal, root: String, _ location: StateLocation, isNew: Bool,
    clock: any LocalClock, lock: ProcessLock? = nil, passphrase: Passphrase? = nil,
    asks: Bool = true, keysOf former: FormerHospital? = nil
  ) throws {
    self.journal = journal
    index = OutboxIndex(journal.outbox)
    self.root = root
    self.clock = clock
    self.lock = lock
    try StateFormat.check(journal, at: root, marks: lock != nil)
    try KeyRotation(journal, member: location.member).finish()
    let keys = HospitalKeys(secrets: journal.secrets, member: location.member)
    let stored = journal.value("settings", of: HospitalSettings.self)
    if isNew {
      let isFresh = try stored.load() == nil
      if isFresh { try former?.copyKeys(to: journal.secrets) }
      try keys.make(under: passphrase, isFresh: isFresh)
    }
    (identity, sealing) = try keys.load(asks: asks)
    if isNew, try stored.load() == nil {
      try stored.save(
        HospitalSettings(member: location.member, directory: location.directory, data: nil))
    }
    settings = try HospitalSettings.load(journal, location)
    id = settings.member
  }

  /// How often the hospital has entered: the number of its newest enrolment.
  var incarnation: Int {
    get throws {
      try signedSlots(in: "consortium").compactMap { slot -> Int? in
        if case .enrol(let number) = slot { number } else { nil }
      }.max() ?? 1
    }
  }

  /// The slots of a folder that this hospital has filled.
  func signedSlots(in folder: String) throws -> Set<Slot> { try index.slots(in: folder) }

  /// The folders in which this hospital has filled slots.
  func signedFolders() throws -> [String] { try journal.outbox.folders() }

  /// Fills a slot of the outbox, once and durably; only then may it be published.
  func fillOutbox(_ place: Place, _ files: [(path: String, bytes: [UInt8])]) throws {
    try journal.outbox.fill(
      place.key, with: files.map { Outbox.File(path: $0.path, bytes: $0.bytes) })
    if let key = SlotKey(place.key) { index.insert(key) }
  }

  /// What its patients' privacy has paid.
  var charges: ChargeLog<LedgerEntry> { journal.charges(of: LedgerEntry.self) }

  /// Where decoded images are kept for the next start.
  var cachePath: String { root + "/image-cache" }

  /// Remembers new settings durably.
  func remember(_ settings: HospitalSettings) throws {
    guard settings != self.settings else { return }
    try journal.value("settings", of: HospitalSettings.self).save(settings)
    self.settings = settings
  }

  /// Takes back the wish to leave or to pause: who recovers or restarts wants to take part.
  ///
  /// - Throws: `NodeError` 78 where it has gone on to another consortium.
  func stay() throws {
    try settings.checkHasNotGoneOn()
    if try pausedSince() != nil { try PauseNote(journal).save(nil) }
    var settings = settings
    settings.isLeaving = false
    try remember(settings)
  }

  /// Remembers whether rounds are padded.
  func remember(isPadded: Bool) throws {
    var settings = settings
    settings.isPadded = isPadded
    try remember(settings)
  }

  /// Remembers where the data lie.
  func remember(data: String) throws {
    let path = SharedLocation.absolute(data)
    guard FileManager.default.fileExists(atPath: path) else {
      throw NodeError(
        .missing, "there are no data at \(path)",
        remedy: "give --data the folder or the CSV file of this hospital")
    }
    var settings = settings
    settings.data = path
    try remember(settings)
  }
}
