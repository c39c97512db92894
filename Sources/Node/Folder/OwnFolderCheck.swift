import Artifacts
import SharedFolder
import Sodium

/// At start: does the shared directory hold something of this hospital's that its journal does
/// not know?
///
/// Then the private state was rolled back or cloned. Going on could sign a slot twice, so the
/// node refuses. The other way round, an empty folder where there was one, is most often a
/// missing mount.
struct OwnFolderCheck {
  let hospital: Hospital
  let folder: any Folder
  private let keys: Lazy

  init(hospital: Hospital, folder: any Folder) {
    (self.hospital, self.folder) = (hospital, folder)
    keys = Lazy()
  }

  /// The keys by which a file shows that this state is behind, once they are asked for.
  private final class Lazy {
    var found: [IdentityPublicKey]?
  }

  /// - Throws: `NodeError` 78 when the state is behind the folder, or a recovery of it broke off; 75
  ///   when the folder is not mounted.
  func run() throws {
    guard try hospital.isRecovering.load() != true else {
      throw NodeError(
        .configuration,
        "a 'recover' of \(hospital.id) broke off: this state may not know all that "
          + "was signed",
        remedy: "run 'decaph-node recover --id \(hospital.id)' again, until it says how "
          + "\(hospital.id) enters again")
    }
    let own = try names()
    if own.contains("consortium") { try check("consortium", round: 0) }
    let tip = try hospital.tip()?.document().round ?? 0
    // What a lost state has signed may show up long after this one has gone on.
    let first = try hospital.returnedAs.load() == nil ? tip : 0
    // Names of rounds before are told by comparing them alone; there may be thousands.
    let lowest = Place.roundFolder(first)
    for name in own.filter({ $0.utf8.count > lowest.utf8.count || $0 >= lowest }).sorted() {
      guard let round = Int(name.dropFirst("round-".count)), round >= first,
        Place.roundFolder(round) == name
      else { continue }
      if try round >= tip || holdsUnknown(name, round: round) { try check(name, round: round) }
    }
  }

  /// What lies in the own folder.
  ///
  /// - Throws: `NodeError` 75 when there is nothing although this hospital has published.
  @discardableResult
  func names() throws -> [String] {
    // What `status.json` says, or whether it is there, proves nothing.
    let own = try folder.list(hospital.id.name).filter { $0 != StatusPath.fileName }
    if own.isEmpty, try hospital.signedFolders().contains(where: { $0.hasPrefix("round-") }) {
      throw NodeError(
        .tryLater, "this hospital's own folder \(hospital.id)/ is empty, although it has published",
        remedy: "mount the shared directory, or wait until it is synchronised")
    }
    return own
  }

  /// Whether an own folder has a name for which the outbox has nothing; no file is read.
  private func holdsUnknown(_ name: String, round: Int) throws -> Bool {
    let signed = try hospital.signedSlots(round: round)
    return try folder.list("\(hospital.id)/\(name)").contains { file in
      guard file.hasSuffix(".json") else { return false }
      return Slot(name: String(file.dropLast(".json".count))).map { !signed.contains($0) } ?? false
    }
  }

  /// Compares what lies in one own folder with the outbox.
  private func check(_ name: String, round: Int) throws {
    for file in try folder.list("\(hospital.id)/\(name)") where file.hasSuffix(".json") {
      guard let slot = Slot(name: String(file.dropLast(".json".count))) else { continue }
      let place = Place(member: hospital.id, round: round, slot: slot)
      guard place.folder == name, let published = try? ConsortiumReader(folder: folder).read(place)
      else { continue }
      let own = try hospital.outboxFile(at: place)
      guard own?.bytes != published.bytes, try isSigned(published),
        try !hospital.isAcknowledged(published.bytes)
      else { continue }
      throw Self.behind(
        place.json,
        own == nil ? "is not known to this hospital's state" : "is not what this state signed",
        hospital)
    }
  }

  /// Whether the key of this state signed it, or one that took its place since; anything else proves
  /// nothing about its state. A key of before has signed nothing that this state does not know, and
  /// whoever has found it could lay files here for ever.
  private func isSigned(_ file: UnverifiedFile) throws -> Bool {
    guard let text = String(validating: file.signature, as: UTF8.self) else { return false }
    return try ownKeys().contains { key in
      let comment = try? key.verify(message: file.bytes, signatureFile: text)
      // The signed comment names the place: an own file that somebody copied elsewhere is no proof.
      return comment?.hasSuffix(" \(file.place)") ?? false
    }
  }

  private func ownKeys() throws -> [IdentityPublicKey] {
    if let found = keys.found { return found }
    let own = hospital.identity.publicKey
    let ring = try hospital.pinnedManifest().map { try hospital.keys($0, in: folder) }
    let later = ring?.identities(of: hospital.id).drop { $0 != own } ?? []
    let found = [own] + later.dropFirst()
    keys.found = found
    return found
  }

  /// Why this state must sign nothing more, and what people can do.
  static func behind(_ path: String, _ what: String, _ hospital: Hospital) -> NodeError {
    NodeError(
      .configuration, "\(path) \(what): the private state was rolled back or copied",
      remedy: """
        stop every other node of \(hospital.id). Is this state a backup or a copy, and the newest \
        one is still somewhere? Use that one, and never this. Is it lost? Then run \
        'decaph-node recover --id \(hospital.id)': this hospital takes part in nothing that it may \
        have signed already, enters again under a new incarnation, and is in the rounds again as \
        soon as the others have seen that. What it paid in privacy stays paid
        """)
  }
}
