import Artifacts
import Journal
import Sodium

/// The two long-lived keys of a hospital: in its secret store, or among the process's credentials.
///
/// The identity is a minisign secret key. Under a passphrase it is scrypt's, and the sealing key is
/// locked by the identity.
struct HospitalKeys {
  static let identityCredential = "decaph.identity"
  static let sealingCredential = "decaph.sealing"
  static let passphraseCredential = "decaph.passphrase"
  private static let limit = 4096

  let secrets: SecretStore
  let member: MemberID
  var credentials = Credentials.ofProcess

  /// Both keys.
  typealias Pair = (identity: IdentityKey, sealing: SealingKey)

  /// Makes what is missing; a key that is there stays.
  ///
  /// - Parameters:
  ///   - passphrase: where that of new keys comes from; `nil` for keys without.
  ///   - isFresh: whether the state is new. One that is not had its keys, and never gets others.
  /// - Throws: `NodeError` 64 when keys are there that the passphrase would not protect, 78 when those
  ///   of a state are not there.
  func make(under passphrase: Passphrase?, isFresh: Bool) throws {
    var present = Set(try secrets.names())
    for (name, credential) in [
      ("identity", Self.identityCredential), ("sealing", Self.sealingCredential),
    ] where try credentials.read(credential, limit: Self.limit) != nil {
      present.insert(name)
    }
    for name in ["identity", "sealing"] where !isFresh && !present.contains(name) {
      throw missing(name)
    }
    guard let passphrase else {
      if !present.contains("identity") { try store(IdentityKey.generate().secretKeyFile()) }
      if !present.contains("sealing") {
        try SealingKeyFile.encode(.generate()).withUnsafeBytes { bytes throws in
          _ = try secrets.store(bytes, as: "sealing")
        }
      }
      return
    }
    guard !present.contains("identity") else {
      throw NodeError(
        .usage, "\(member) has an identity key already: --passphrase is for new ones",
        remedy: "leave --passphrase out; 'decaph-node passphrase' protects keys that are there")
    }
    let identity = IdentityKey.generate()
    let secret = try passphrase.read(isNew: true)
    // The identity comes last: a crash before it leaves no key that the other would wait for.
    if try secrets.read("sealing") != nil { try secrets.erase("sealing") }
    try SealingKeyFile.encode(.generate(), lockedBy: identity).withUnsafeBytes { bytes throws in
      _ = try secrets.store(bytes, as: "sealing")
    }
    let file = try identity.secretKeyFile(passphrase: secret)
    UnlockedIdentities.remember(
      identity, of: file.withUnsafeBytes { Digest(hashing: [UInt8]($0)) })
    try store(file)
  }

  private func store(_ file: consuming SecretBytes) throws {
    try file.withUnsafeBytes { bytes throws in _ = try secrets.store(bytes, as: "identity") }
  }

  /// Reads both.
  ///
  /// - Parameter asks: whether the terminal may be asked for the passphrase.
  /// - Throws: `LockedKeys` when there is no passphrase.
  func load(asks: Bool) throws -> Pair {
    var identity = try file("identity", Self.identityCredential)
    var sealing = try file("sealing", Self.sealingCredential)
    guard IdentityKey.isLocked(secretKeyFile: identity) else {
      return try pair(IdentityKey(wipingSecretKeyFile: &identity), &sealing)
    }
    // A service reads its state again and again until it is founded, and asks once.
    let digest = Digest(hashing: identity)
    if let known = UnlockedIdentities.key(of: digest) { return try pair(known, &sealing) }
    let key = try unlock(identity, asks: asks)
    UnlockedIdentities.remember(key, of: digest)
    return try pair(key, &sealing)
  }

  private func pair(_ identity: IdentityKey, _ sealing: inout [UInt8]) throws -> Pair {
    guard SealingKeyFile.isLocked(sealing) else {
      return (identity, try SealingKeyFile.decode(wiping: &sealing, file: "secrets/sealing"))
    }
    return (
      identity, try SealingKeyFile.decode(sealing, lockedBy: identity, file: "secrets/sealing")
    )
  }

  private func unlock(_ identity: [UInt8], asks: Bool) throws -> IdentityKey {
    if var given = try credentials.read(Self.passphraseCredential, limit: Self.limit) {
      return try KeyPassphrase.unlock(identity, Passphrase.firstLine(wiping: &given))
    }
    guard asks else { throw LockedKeys(member: member) }
    return try KeyPassphrase.ask(identity, of: member)
  }

  /// The files of identity and sealing key as they lie there, for a backup; the caller wipes them.
  func files() throws -> (identity: [UInt8], sealing: [UInt8]) {
    (try file("identity", Self.identityCredential), try file("sealing", Self.sealingCredential))
  }

  /// A key's file: of the credentials, or of the state; never of both, as they could differ.
  private func file(_ name: String, _ credential: String) throws -> [UInt8] {
    let given = try credentials.read(credential, limit: Self.limit)
    let kept = try secrets.read(name)
    guard given == nil || kept == nil else {
      throw NodeError(
        .configuration,
        "there are two \(name) keys: secrets/\(name) of the state, and the "
          + "credential \(credential)",
        remedy: "take one of them away, after making sure that they are the same")
    }
    guard let file = given ?? kept else { throw missing(name) }
    return file
  }

  private func missing(_ name: String) -> NodeError {
    NodeError(
      .configuration, "this hospital's \(name) key is not in its private state",
      remedy: "load the credential decaph.\(name) if it lies there, or restore from a backup")
  }
}
