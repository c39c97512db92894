import Artifacts
import Journal
import SharedFolder
import Sodium

/// Copies of signed files that a hospital keeps: its own in the outbox, others' in the vault.
extension Hospital {
  /// A file that this hospital signed, from the outbox.
  func outboxFile(at place: Place) throws -> UnverifiedFile? {
    guard try signedSlots(in: place.folder).contains(place.slot) else { return nil }
    // Without what is large: a sealed vector is asked for by itself.
    let files = try journal.outbox.files(of: place.key) { $0 != place.sealed }
    guard let json = files.first(where: { $0.path == place.json }),
      let signature = files.first(where: { $0.path == place.signature })
    else { return nil }
    return UnverifiedFile(place: place, bytes: json.bytes, signature: signature.bytes)
  }

  /// Remembers that a copy of this state has signed a file: it is known, and stops nothing more.
  func acknowledge(_ file: UnverifiedFile) throws {
    let known = try acknowledged.load() ?? []
    let file = AcknowledgedFile(path: file.place.json, digest: Digest(hashing: file.bytes))
    if !known.contains(file) { try acknowledged.save(known + [file]) }
  }

  /// Whether people have recovered from a copy's signing this file.
  func isAcknowledged(_ bytes: [UInt8]) throws -> Bool {
    let digest = Digest(hashing: bytes)
    return try (acknowledged.load() ?? []).contains { $0.digest == digest }
  }

  /// Whether a copy of this state has signed another version of a file, and people know it: then
  /// the own version must not appear, also where the other is not to be seen just now.
  func isOvertaken(_ place: Place) throws -> Bool {
    try (acknowledged.load() ?? []).contains { $0.path == place.json }
  }

  /// What a copy of this state has said for this hospital's people, by digest.
  func acknowledgedWords() throws -> [Digest] {
    try (acknowledged.load() ?? []).filter { file in
      Place(String(file.path.dropLast(".json".count)))?.slot.isWordOfPeople ?? false
    }.map(\.digest)
  }

  private var acknowledged: DurableValue<[AcknowledgedFile]> {
    journal.value("acknowledged", of: [AcknowledgedFile].self)
  }

  /// Keeps a verified file with its signature for ever; the first of a place stays.
  ///
  /// - Throws: `NodeError` 76 when another version was kept before: its author signed two.
  func vault(_ file: UnverifiedFile) throws {
    let outcome = try journal.vault.keep(file.bytes + file.signature, at: file.place.json)
    guard try outcome != .differs || vaulted(file.place)?.bytes == file.bytes else {
      throw NodeError(
        .violation, "\(file.place.json) exists in two signed versions",
        remedy: "keep the folder and this hospital's state; talk to \(file.place.member)")
    }
  }

  /// A file that was verified before. Its first line is the statement, the rest the signature.
  func vaulted(_ place: Place) throws -> UnverifiedFile? {
    guard let pair = try journal.vault.read(place.json), let end = pair.firstIndex(of: 0x0a) else {
      return nil
    }
    return UnverifiedFile(
      place: place, bytes: Array(pair[...end]), signature: Array(pair[(end + 1)...]))
  }

  /// The members' keys with every change that this hospital knows: its own, and those that it has kept.
  func knownKeys(_ manifest: Verified<Manifest>) throws -> KeyRing {
    let ring = KeyRing(manifest)
    for slot in KeyRing.entries(among: try signedSlots(in: "consortium").map { $0.name + ".json" })
    {
      if let file = try outboxFile(at: Place(member: id, slot: slot)) { _ = try? ring.adopt(file) }
    }
    for member in manifest.content.members.map(\.id) {
      for slot in KeyRing.entries(among: try journal.vault.names(in: "\(member)/consortium")) {
        // What fits no more, for whatever reason, changes nothing.
        if let file = try vaulted(Place(member: member, slot: slot)) { _ = try? ring.adopt(file) }
      }
    }
    return ring
  }

  /// The same, and what lies in the members' folders beside.
  func keys(_ manifest: Verified<Manifest>, in folder: any Folder) throws -> KeyRing {
    let ring = try knownKeys(manifest)
    for member in manifest.content.members { ring.adopt(of: member.id, in: folder) }
    return ring
  }

  /// The own key that signed a file of the outbox: that of now, or one of before.
  func signer(of file: UnverifiedFile) throws -> IdentityPublicKey {
    let named = try SignatureFile(parsing: String(decoding: file.signature, as: UTF8.self)).keyID
    if named == identity.publicKey.keyID { return identity.publicKey }
    for case .enrol(let number) in try signedSlots(in: "consortium") {
      let place = Place(member: id, slot: .enrol(number))
      guard let entry = try outboxFile(at: place) else { continue }
      let key = try CanonicalJSON.decode(
        Statement<EnrolmentBody>.self, from: entry.bytes, file: place.json
      ).body.identity
      if key.keyID == named { return key }
    }
    return identity.publicKey
  }

  /// Keeps the parameters that a manifest's plan starts from; they were checked against its digest.
  func vault(start: [UInt8], of manifest: Verified<Manifest>) throws {
    let place = Place(member: manifest.content.coordinator, slot: .plan)
    _ = try journal.vault.keep(start, at: place.parameters)
  }

  /// The kept parameters to start from.
  func vaultedStart(of manifest: Verified<Manifest>) throws -> [UInt8]? {
    let place = Place(member: manifest.content.coordinator, slot: .plan)
    return try journal.vault.read(place.parameters)
  }

  /// The manifest that this hospital approved.
  func pinnedManifest() throws -> Verified<Manifest>? {
    guard let session = settings.session else { return nil }
    for name in try journal.vault.names(in: "") {
      guard let member = MemberID(name),
        let file = try vaulted(Place(member: member, slot: .manifest))
      else { continue }
      let manifest = try Verifier.manifest(file)
      if manifest.digest == session { return manifest }
    }
    throw NodeError(
      .configuration, "the approved manifest is not in this hospital's state",
      remedy: "restore the private state from its backup")
  }
}
