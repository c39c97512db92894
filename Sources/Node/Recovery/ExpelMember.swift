import Artifacts
import Rounds
import SharedFolder

/// `expel`: people put a hospital out of the rounds. Signed, so that everybody can see who did.
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

  /// Signs and publishes; returns what to tell the person.
  public func run() throws -> String {
    let keeper = try RoundKeeper(
      at: location, orElse: "nobody can be expelled yet",
      "before the first round the founder leaves a hospital out of 'admit'; afterwards run")
    let manifest = keeper.manifest
    guard manifest.content.member(subject) != nil else {
      throw NodeError(
        .usage, "no hospital '\(subject)' is in the manifest",
        remedy: "the members are " + manifest.content.members.map(\.id.name).joined(separator: ", ")
      )
    }
    let publisher = Publisher(hospital: keeper.hospital, folder: keeper.folder)
    let membership = keeper.membership
    try membership.look(after: keeper.closed) { _ in nil }
    let pardon = try membership.pardon(subject)
    let hasSaid =
      membership.expulsions.voters(
        against: subject, after: pardon, through: membership.round
      ).contains(location.member)
      || membership.expulsions.ground(against: subject, through: membership.round) == .revoked
    if !hasSaid {
      try RoundsWithout(
        member: subject, keeper: keeper,
        remedy: "found a consortium that follows without it (docs/operations.md, section 12)"
      ).check()
      try ConsortiumActs(keeper: keeper, publisher: publisher).expel(subject)
      try membership.look(after: keeper.closed) { _ in nil }
    }
    try publisher.flushConsortium()
    return text(membership, after: pardon, manifest.content)
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

  private static let expelledFounder = """

          the founder's signature alone still starts a restart here: a consortium that follows
          has another founder
    """

  private func text(_ membership: Membership, after pardon: Int, _ manifest: Manifest) -> String {
    let (expulsions, last) = (membership.expulsions, membership.round)
    let needed = manifest.members.count / 2 + 1
    let voters = expulsions.voters(against: subject, after: pardon, through: last)
    switch expulsions.ground(against: subject, after: pardon, through: last) {
    case .revoked:
      return "\(subject) has revoked its key itself: it is in no further round, one more at most"
    case .voted:
      return """
        \(subject) is expelled by \(voters.map(\.name).joined(separator: ", ")): the round in work is ended
        with it, one more may expect it, and only a restart that names it takes it in again after that

        next: let the nodes run on; 'decaph-node status' says who is in\(subject == manifest.coordinator ? Self.expelledFounder : "")
        """
    case nil:
      return """
        \(location.member) wants \(subject) out; that is \(voters.count) of the \(needed) hospitals that it needs: \(voters.map(\.name).joined(separator: ", "))

        next: others who agree run: decaph-node expel \(subject) --dir DIR --id NAME
        """
    }
  }
}
