import Artifacts
import Journal
import Sodium

/// The two long-lived keys of a hospital in its secret store.
struct HospitalKeys {
  private let secrets: SecretStore

  init(_ secrets: SecretStore) { self.secrets = secrets }

  /// Makes what is missing; a key that is there stays.
  func make() throws {
    let present = try secrets.names()
    if !present.contains("identity") {
      try IdentityKey.generate().secretKeyFile().withUnsafeBytes { bytes throws in
        _ = try secrets.store(bytes, as: "identity")
      }
    }
    if !present.contains("sealing") {
      try SealingKeyFile.encode(.generate()).withUnsafeBytes { bytes throws in
        _ = try secrets.store(bytes, as: "sealing")
      }
    }
  }

  /// Reads both.
  func load() throws -> (IdentityKey, SealingKey) {
    guard var identity = try secrets.read("identity"), var sealing = try secrets.read("sealing")
    else {
      throw NodeError(
        .configuration, "this hospital's keys are not in its private state",
        remedy: "restore the private state from its backup")
    }
    return (
      try IdentityKey(wipingSecretKeyFile: &identity),
      try SealingKeyFile.decode(wiping: &sealing, file: "secrets/sealing")
    )
  }
}
