import Artifacts
import Rounds
import SharedFolder
import Sodium

/// `rotate-key`: a hospital changes its identity key; the key of before signs the new one.
///
/// It enters again with the new key, so the others accept it as they accept every entry: by a roster
/// that names it.
public struct RotateKey {
  private let location: StateLocation
  private let passphraseFile: String?

  /// Prepares to change a hospital's key.
  ///
  /// - Parameter passphraseFile: a private file with the new key's passphrase, for keys that are under
  ///   one; `nil` to ask on the terminal.
  public init(directory: String, id: String, state: String?, passphraseFile: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.passphraseFile = passphraseFile
  }

  /// Changes it; returns what to tell the person.
  ///
  /// - Throws: `NodeError` 64, 75, 76 or 78 where it cannot be changed now; up to the entry's being
  ///   signed nothing has happened.
  public func run() throws -> String {
    let keeper = try RoundKeeper(at: location, orElse: "its key cannot be changed yet")
    let hospital = keeper.hospital
    try keeper.membership.look(after: keeper.closed) { _ in nil }
    let incarnation = try check(hospital, keeper)
    let isLocked = try isLocked(hospital)
    let key = try lay(as: incarnation, hospital, isLocked: isLocked)
    try Author(hospital: hospital).rotate(
      to: key, as: incarnation, session: keeper.manifest.digest)
    // It has happened. What fails from here on, the next start of the node does.
    var fault: (any Error)?
    do {
      try KeyRotation(hospital.journal, member: hospital.id).finish()
      try Publisher(hospital: hospital, folder: keeper.folder).flushConsortium()
    } catch {
      fault = error
    }
    return text(key.publicKey, incarnation, isLocked: isLocked, fault)
  }

  /// Whether this is a time for it; the incarnation to enter with.
  private func check(_ hospital: Hospital, _ keeper: RoundKeeper) throws -> Int {
    let (id, incarnation) = (hospital.id, try hospital.incarnation)
    try hospital.settings.checkHasNotGoneOn()
    if let ground = try keeper.membership.ownExpulsion() { throw ExpelMember.isOut(id, ground) }
    guard try !hospital.settings.isLeaving && hospital.pausedSince() == nil else {
      throw NodeError(
        .configuration, "\(id) leaves or pauses, and a new key means to enter again",
        remedy: "'decaph-node resume' takes that back")
    }
    let last = RoundSchedule(keeper.manifest.content.plan).lastRound
    guard keeper.round <= last else {
      throw NodeError(
        .configuration, "round \(last) was the last one: no key is needed any more",
        remedy:
          "in a consortium that follows 'decaph-node join --after DIR --new-keys' takes new ones")
    }
    guard keeper.closed.roster.members[id]?.incarnation == incarnation else {
      throw NodeError(
        .tryLater, "\(id) is not in the round in work with its newest entry",
        remedy: "let its node run until 'decaph-node status' shows it in a round, then try again")
    }
    let names = try hospital.journal.secrets.names()
    guard names.contains("identity"), names.contains("sealing") else {
      throw NodeError(
        .configuration, "the keys of \(id) are credentials, not files of its state",
        remedy: "put them into the state for the change, or take new keys in a consortium that "
          + "follows: 'decaph-node join --after DIR --new-keys'")
    }
    let others = RoundsWithout(
      member: id, keeper: keeper,
      remedy: "new keys come with a consortium that follows: 'decaph-node join --after DIR "
        + "--new-keys'")
    try others.check()
    try others.checkBegun()
    return try free(after: incarnation, keeper.folder)
  }

  /// The number of the entry: one whose name nobody has taken in the own folder.
  private func free(after incarnation: Int, _ folder: any Folder) throws -> Int {
    let names = Set(
      try folder.list("\(location.member)/consortium").map { String($0.prefix { $0 != "." }) })
    var number = incarnation + 1
    while names.contains(Slot.enrol(number).name) { number += 1 }
    return number
  }

  /// Makes the new key and lays it beside the one in use, under a passphrase if that is.
  private func lay(
    as incarnation: Int, _ hospital: Hospital, isLocked: Bool
  ) throws -> IdentityKey {
    let key = IdentityKey.generate()
    let rotation = KeyRotation(hospital.journal, member: hospital.id)
    guard isLocked else {
      guard passphraseFile == nil else {
        throw NodeError(
          .usage, "the keys of \(hospital.id) are under no passphrase",
          remedy: "leave --passphrase-file out; 'decaph-node passphrase' protects the new key")
      }
      try rotation.begin(
        key.secretKeyFile(), sealing: SealingKeyFile.encode(hospital.sealing), as: incarnation)
      return key
    }
    let secret = try Passphrase(
      subject: "the new key of \(hospital.id)", file: passphraseFile
    ).read(isNew: true)
    var sealing = SealingKeyFile.encode(hospital.sealing, lockedBy: key)
    let file = try key.secretKeyFile(passphrase: secret)
    UnlockedIdentities.remember(key, of: file.withUnsafeBytes { Digest(hashing: [UInt8]($0)) })
    try rotation.begin(file, sealing: SecretBytes(wiping: &sealing), as: incarnation)
    return key
  }

  private func isLocked(_ hospital: Hospital) throws -> Bool {
    guard var file = try hospital.journal.secrets.read("identity") else { return false }
    defer { file.withUnsafeMutableBytes(SecretMemory.wipe) }
    return IdentityKey.isLocked(secretKeyFile: file)
  }

  private func text(
    _ key: IdentityPublicKey, _ incarnation: Int, isLocked: Bool, _ fault: (any Error)?
  ) -> String {
    let late = fault.map {
      "\n\nnot published yet (\(NodeError(wrapping: $0).message)): the node does it when it starts"
    }
    let credential =
      isLocked
      ? "\n      put the new passphrase where the service has it (\(HospitalKeys.passphraseCredential))"
      : ""
    return """
      \(location.member) signs with a new key from its entry \(incarnation) on; the key of before has
      signed it and is erased here\(late ?? "")

      fingerprint: \(key.fingerprint)

      next: tell the others the fingerprint by telephone ('decaph-audit who' shows it to them)
            make a backup now: one of before cannot be restored any more (decaph-node backup)\(credential)
            decaph-node \(location.options)
            it is in the rounds again two rounds later; the others go on meanwhile
      """
  }
}
