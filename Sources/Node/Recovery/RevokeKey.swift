import Artifacts
import SharedFolder

/// `revoke`: a hospital's people say that its key was stolen.
public struct RevokeKey {
  private let location: StateLocation

  /// Prepares to revoke a hospital's own key.
  public init(directory: String, id: String, state: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
  }

  /// Signs and publishes, whatever lies in the own folder, and whatever this hospital is accused of:
  /// a thief may have put it there. Returns what to tell the person.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    guard let manifest = try hospital.pinnedManifest() else {
      throw NodeError(
        .configuration, "\(location.member) has approved no manifest yet: nothing trusts its key",
        remedy: "tell the founder not to admit it, and join anew with another --state")
    }
    let subject = location.member
    try OwnFolderCheck(hospital: hospital, folder: folder).names()
    if try !isPublished(hospital, folder) {
      let place = try Author(hospital: hospital).expel(
        subject, round: try round(hospital, VerifiedFolder(folder, manifest)),
        session: manifest.digest, listed: folder)
      try publish(place, hospital, folder)
    }
    // Other files may have been exchanged; they are a matter for the node.
    try? Publisher(hospital: hospital, folder: folder).flushConsortium()
    let founder = manifest.content.coordinator
    return """
      the key of \(subject) is revoked: the others take it into no further round as soon as they see
      that, one more at most; it cannot be taken back

      next: tell the others by telephone. \(subject) comes back with new keys in a consortium that
            follows: decaph-node join --dir NEW --id \(subject) --after DIR --new-keys\(subject == founder ? Self.founder : "")
      """
  }

  /// The round in work. A restored or older state is behind, and a revocation of a round long ago
  /// would silence what this hospital has said since; the newest round that more than c have signed
  /// cannot be pushed ahead by a thief.
  private func round(_ hospital: Hospital, _ files: VerifiedFolder) throws -> Int {
    let own = try (hospital.tip()?.document().round ?? 0) + 1
    return max(own, (try? files.newestRound()) ?? 0)
  }

  /// Whether an earlier revocation lies there as it was signed, or could be laid there now. Where
  /// something else has taken its place another one has to be signed.
  private func isPublished(_ hospital: Hospital, _ folder: any Folder) throws -> Bool {
    for slot in try hospital.signedSlots(in: "consortium") {
      guard case .expel = slot else { continue }
      let place = Place(member: location.member, slot: slot)
      let said = try Author(hospital: hospital).issued(ExpelBody.self, at: place)
      guard said?.content.body.member == location.member else { continue }
      if (try? publish(place, hospital, folder)) != nil { return true }
    }
    return false
  }

  private func publish(_ place: Place, _ hospital: Hospital, _ folder: any Folder) throws {
    for file in try hospital.journal.outbox.files(of: place.key) {
      try folder.publish(file.bytes, at: file.path)
    }
  }

  private static let founder = """

          it is the founder's: its signature alone still starts a restart here. Found a
          consortium that follows without delay
    """
}
