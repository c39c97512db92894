import Artifacts
import Foundation
import Glibc
import Journal
import SharedFolder
import Sodium

/// `restore`: a hospital that has lost its state comes back from a backup, always by the way of
/// `recover`.
///
/// The state is made beside its place and takes in everything that the hospital has signed; only a
/// state that has entered again comes to lie where a node would use it. So no node ever runs on
/// what a backup remembers, and no slot of an older incarnation is signed again.
public struct RestoreHospital {
  private let location: StateLocation
  private let file: NamedFile
  private let passphrase: Passphrase

  /// Prepares to restore.
  public init(
    directory: String, id: String, state: String?, file: String, passphraseFile: String?
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.file = NamedFile(file)
    passphrase = Passphrase(subject: "the backup", file: passphraseFile)
  }

  /// Restores; returns what to tell the person.
  public func run() throws -> String {
    guard try !location.exists() else {
      throw NodeError(
        .usage, "there is a state of \(location.member) at \(location.state)",
        remedy: "a state that is there is newer than any backup: use it, with 'decaph-node "
          + "recover' if need be; if it is damaged, move it away first")
    }
    let folder = try SharedFolders.open(location.directory)
    // Sealed, so whoever else may read it; sticks know no modes.
    let bytes = try file.read(limit: BackupFile.sizeLimit)
    let secret = try passphrase.read(isNew: false)
    let backup = try BackupFile.open(bytes, named: file.given, passphrase: secret)
    guard backup.facts.settings.member == location.member else {
      throw NodeError(
        .usage, "\(file.given) is a backup of \(backup.facts.settings.member)",
        remedy: "give --id \(backup.facts.settings.member)")
    }
    try backup.facts.settings.checkHasNotGoneOn()
    let temporary = "\(location.state).restoring-\(UUID().uuidString.prefix(8))"
    let outcome: StateRecovery.Outcome
    do {
      outcome = try recover(backup, at: temporary, folder)
      try settle(temporary)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    let hospital = try Hospital.open(location)
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    return """
      \(location.member) is back at \(location.state) and enters again as incarnation \
      \(outcome.incarnation)
      own signed files taken in from the shared directory: \(outcome.found.count)

      next: decaph-node \(location.options)
            it is in the rounds again two rounds later, if the others can go on without it;
            if they cannot, a restart is needed: decaph-node restart --help
            never start the old state again, should it turn up: destroy it
      """
  }

  /// Makes a state that remembers what lies in the share, and has entered again.
  private func recover(
    _ backup: borrowing BackupFile.Opened, at path: String, _ folder: DirectoryFolder
  ) throws -> StateRecovery.Outcome {
    let state = try StateDirectory(path, outside: location.directory)
    let journal = Journal(try DirectoryStore(state))
    try backup.plaintext.withUnsafeBytes { bytes in
      _ = try journal.secrets.store(
        UnsafeRawBufferPointer(rebasing: bytes[backup.identity]), as: "identity")
      _ = try journal.secrets.store(
        UnsafeRawBufferPointer(rebasing: bytes[backup.sealing]), as: "sealing")
    }
    let facts = backup.facts
    try journal.store.replace([UInt8](facts.charges), at: BackupHospital.charges)
    var settings = facts.settings
    settings.isLeaving = false
    // They lay on the machine that is lost, and are needed up to the approval alone.
    settings.formerDirectory = nil
    settings.formerState = nil
    settings.directory = location.directory
    try journal.value("settings", of: HospitalSettings.self).save(settings)
    let hospital = try Hospital(
      journal, root: path, location, isNew: false, clock: SystemClock())
    let manifest = try Self.manifest(of: facts)
    try hospital.vault(manifest.file)
    return try StateRecovery(hospital: hospital, folder: folder, manifest: manifest)
      .run(beyond: facts.incarnation + .random(in: Self.gap))
  }

  /// What the lost state signed last may not be in the share yet, nor its newest entry. An entry
  /// beyond all that it can have used is no second one for any slot; a random one is none either if
  /// one backup is restored twice.
  private static let gap = 1000..<1_000_000

  private static func manifest(of facts: BackupFile.Facts) throws -> Verified<Manifest> {
    let bytes = [UInt8](facts.manifest)
    let claim = try CanonicalJSON.decode(Manifest.self, from: bytes, file: "manifest.json")
    let manifest = try Verifier.manifest(
      UnverifiedFile(
        place: Place(member: claim.coordinator, slot: .manifest), bytes: bytes,
        signature: [UInt8](facts.manifestSignature)))
    guard manifest.digest == facts.settings.session else {
      throw NodeError(
        .badData, "the backup's manifest is not the one that was approved",
        remedy: "use another backup")
    }
    return manifest
  }

  /// Puts the state where nodes look for it, unless something is there.
  private func settle(_ temporary: String) throws {
    let parent = URL(fileURLWithPath: location.state).deletingLastPathComponent().path
    let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, rename(temporary, location.state) == 0, fsync(descriptor) == 0 else {
      throw NodeError(
        .io, "\(location.state) cannot be made (\(String(cString: strerror(errno))))",
        remedy: "check the disk and the rights of \(parent)")
    }
  }
}
