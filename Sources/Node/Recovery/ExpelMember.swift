import Artifacts
import Rounds
import SharedFolder

/// `expel` and `revoke`: people put a hospital out of the rounds, or say that their own key was
/// stolen. Signed, so that everybody can see who did.
public struct ExpelMember {
  private let location: StateLocation
  private let subject: MemberID

  /// Prepares this hospital's word against another one.
  public init(directory: String, id: String, state: String?, subject: String) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.subject = try StateLocation.member(subject)
    guard self.subject != location.member else {
      throw NodeError(
        .usage, "\(location.member) cannot expel itself",
        remedy:
          "'decaph-node leave' takes it out of the rounds; 'decaph-node revoke' tells that its "
          + "key was stolen")
    }
  }

  /// Prepares to revoke this hospital's own key.
  public init(revoking directory: String, id: String, state: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    subject = location.member
  }

  /// Signs and publishes; returns what to tell the person.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    guard let manifest = try hospital.pinnedManifest(), let tip = try hospital.tip() else {
      throw NodeError(
        .configuration, "no round has begun for \(location.member): nobody can be expelled yet",
        remedy:
          "before the first round the founder leaves a hospital out of 'admit'; afterwards run "
          + "'decaph-node --dir \(location.directory) --id \(location.member) --once' first")
    }
    guard manifest.content.member(subject) != nil else {
      throw NodeError(
        .usage, "no hospital '\(subject)' is in the manifest",
        remedy: "the members are " + manifest.content.members.map(\.id.name).joined(separator: ", ")
      )
    }
    let publisher = Publisher(hospital: hospital, folder: folder)
    let keeper = try RoundKeeper(hospital: hospital, folder: folder, manifest: manifest, tip: tip)
    try keeper.membership.look(after: keeper.closed) { _ in nil }
    let forgiven = try keeper.membership.forgiven(subject)
    if subject != location.member { try checkRest(manifest) }
    let before = keeper.membership.expulsions
    let hasSaid =
      before.voters(against: subject, after: forgiven).contains(location.member)
      || before.ground(against: subject, after: forgiven) == .revoked
    if !hasSaid {
      try ConsortiumActs(keeper: keeper, publisher: publisher).expel(subject)
      try keeper.membership.look(after: keeper.closed) { _ in nil }
    }
    try publisher.flushConsortium()
    return text(keeper.membership.expulsions, after: forgiven, manifest.content)
  }

  /// What ends a node whose hospital is out.
  static func isOut(_ id: MemberID, _ ground: Expulsions.Ground) -> NodeError {
    let remedy =
      switch ground {
      case .revoked:
        "a revoked key signs in no further round: take new keys in a consortium that follows, with "
          + "'decaph-node join --after DIR --new-keys'"
      case .voted:
        "talk to them: only a restart that names \(id) takes it in again (decaph-node restart)"
      }
    return NodeError(
      .violation, "\(id) takes no further part: \(ground.text)", remedy: remedy)
  }

  /// Without the subject a round must still be possible: otherwise nothing would be won.
  private func checkRest(_ manifest: Verified<Manifest>) throws {
    let count = manifest.content.members.count
    do {
      _ = try RoundArithmetic(manifest.content.plan).parameters(n: count - 1, of: count)
    } catch {
      throw NodeError(
        .usage, "without \(subject) no round is possible: \(error.message)",
        remedy: "found a consortium that follows without it (docs/operations.md, section 12)")
    }
  }

  private func text(_ expulsions: Expulsions, after forgiven: Int, _ manifest: Manifest) -> String {
    let needed = manifest.members.count / 2 + 1
    let voters = expulsions.voters(against: subject, after: forgiven)
    switch expulsions.ground(against: subject, after: forgiven) {
    case .revoked:
      return """
        the key of \(subject) is revoked: the others take it into no further round as soon as they
        see that; it cannot be taken back

        next: tell the others by telephone. \(subject) comes back with new keys in a consortium that
              follows: decaph-node join --dir NEW --id \(subject) --after DIR --new-keys
        """
    case .voted:
      return """
        \(subject) is expelled by \(voters.map(\.name).joined(separator: ", ")): the round in work is ended
        with it, one more may expect it, and only a restart that names it takes it in again after that

        next: let the nodes run on; 'decaph-node status' says who is in
        """
    case nil:
      return """
        \(location.member) wants \(subject) out; that is \(voters.count) of the \(needed) hospitals that it needs: \(voters.map(\.name).joined(separator: ", "))

        next: others who agree run: decaph-node expel \(subject) --dir DIR --id NAME
        """
    }
  }
}
