import Artifacts
import Journal
import Sodium

/// `passphrase`: puts a hospital's keys under a passphrase, under another one, or under none.
public struct ProtectKeys {
  private let location: StateLocation
  private let passphrase: Passphrase?

  /// Prepares the change.
  ///
  /// - Parameters:
  ///   - isRemoved: whether the keys shall be without passphrase.
  ///   - passphraseFile: a private file with the new one; `nil` to ask on the terminal.
  public init(
    directory: String, id: String, state: String?, isRemoved: Bool, passphraseFile: String?
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    passphrase =
      isRemoved ? nil : Passphrase(subject: "the keys of \(id), new", file: passphraseFile)
  }

  /// Changes it; returns what to tell the person.
  ///
  /// Each file is replaced by itself, in an order in which a crash leaves keys that open: whether
  /// the identity is under a passphrase or not, it opens the sealing key.
  public func run() throws -> String {
    let hospital = try Hospital.open(location)
    let secrets = hospital.journal.secrets
    let names = try secrets.names()
    guard names.contains("identity"), names.contains("sealing") else {
      throw NodeError(
        .configuration, "the keys of \(location.member) are credentials, not files of its state",
        remedy: "protect them where they lie: LoadCredentialEncrypted= of systemd")
    }
    guard let passphrase else {
      try put(hospital.identity.secretKeyFile(), "identity", secrets)
      try put(SealingKeyFile.encode(hospital.sealing), "sealing", secrets)
      return "the keys of \(location.member) are without passphrase now, for their owner alone"
    }
    let secret = try passphrase.read(isNew: true)
    let identity = try hospital.identity.secretKeyFile(passphrase: secret)
    var sealing = SealingKeyFile.encode(hospital.sealing, lockedBy: hospital.identity)
    try put(SecretBytes(wiping: &sealing), "sealing", secrets)
    try put(identity, "identity", secrets)
    return """
      the keys of \(location.member) are under the passphrase now
      next: for systemd or cron give it as the credential \(HospitalKeys.passphraseCredential); see
            docs/operations.md. Backups from before open as they did
      """
  }

  private func put(
    _ file: consuming SecretBytes, _ name: String, _ secrets: SecretStore
  ) throws {
    try file.withUnsafeBytes { bytes throws in try secrets.replace(bytes, as: name) }
  }
}
