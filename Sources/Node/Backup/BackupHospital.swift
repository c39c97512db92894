import Artifacts
import Foundation
import Journal
import Sodium

/// `backup`: what a hospital loses with its disk and can get nowhere else, sealed under a
/// passphrase: its two keys, its settings, the manifest that it approved, its privacy account.
///
/// No round secret and nothing of what was signed is in it: those who come back from it cannot go
/// on where the state was, they have to enter again (``RestoreHospital``).
public struct BackupHospital {
  private let location: StateLocation
  private let out: NamedFile
  private let passphrase: Passphrase

  /// Prepares a backup.
  ///
  /// - Parameter passphraseFile: a private file; `nil` to ask on the terminal.
  public init(
    directory: String, id: String, state: String?, out: String, passphraseFile: String?
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.out = NamedFile(out)
    passphrase = Passphrase(subject: "the backup", file: passphraseFile)
  }

  /// Writes the backup, beside a running node; returns what to tell the person.
  public func run() throws -> String {
    guard SharedLocation.consortium(around: out.path) == nil,
      !out.path.hasPrefix(location.directory + "/")
    else {
      throw NodeError(
        .usage, "\(out.given) would lie in the shared directory, where others read it",
        remedy: "give a file on a disk or stick of this hospital's own")
    }
    try out.checkWritable(isReplacing: false, option: nil, outside: location.directory)
    guard !out.path.hasPrefix(location.state + "/") else {
      throw NodeError(
        .usage, "\(out.given) would lie in the private state, with which it would be lost",
        remedy: "give a file on another disk")
    }
    guard try location.exists() else {
      throw NodeError(
        .missing, "\(location.member) has no state at \(location.state)",
        remedy: "check --id and --dir, or give --state")
    }
    let hospital = try Hospital.look(location)
    guard let manifest = try hospital.pinnedManifest() else {
      throw NodeError(
        .configuration, "\(location.member) has approved no manifest yet",
        remedy: "make the backup after 'decaph-node approve'; until then 'join' can be repeated "
          + "under another name")
    }
    let secret = try passphrase.read(isNew: true)
    var (identity, sealing) = try HospitalKeys(
      secrets: hospital.journal.secrets, member: location.member
    ).files()
    let facts = BackupFile.Facts(
      settings: hospital.settings, incarnation: try hospital.incarnation,
      manifest: Data(manifest.bytes), manifestSignature: Data(manifest.signature),
      charges: Data(try hospital.journal.store.read(Self.charges) ?? []))
    let file = try BackupFile.seal(
      facts, identity: &identity, sealing: &sealing, passphrase: secret)
    try out.write(file)
    return """
      backup     \(out.given): \(file.count) bytes, for its owner alone, sealed under the passphrase
      in it      identity and sealing key of \(location.member), settings, manifest, privacy account
      not in it  data, models, secrets of rounds, what was signed: that lies in the shared directory
      next: keep it apart from the machine, and the passphrase apart from it. 'decaph-node restore'
            enters again under a new incarnation; it never goes on where the state was
      """
  }

  /// The account in a state.
  static let charges = StorePath("charges")
}
