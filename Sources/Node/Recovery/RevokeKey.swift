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
    let said = try hospital.signedSlots(in: "consortium").contains { slot in
      guard case .expel = slot else { return false }
      let place = Place(member: subject, slot: slot)
      let before = try Author(hospital: hospital).issued(ExpelBody.self, at: place)
      return before?.content.body.member == subject
    }
    if !said {
      try Author(hospital: hospital).expel(
        subject, round: (hospital.tip()?.document().round ?? 0) + 1, session: manifest.digest,
        listed: folder)
    }
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    let founder = manifest.content.coordinator
    return """
      the key of \(subject) is revoked: the others take it into no further round as soon as they see
      that, one more at most; it cannot be taken back

      next: tell the others by telephone. \(subject) comes back with new keys in a consortium that
            follows: decaph-node join --dir NEW --id \(subject) --after DIR --new-keys\(subject == founder ? Self.founder : "")
      """
  }

  private static let founder = """

          it is the founder's: its signature alone still starts a restart here. Found a
          consortium that follows without delay
    """
}
