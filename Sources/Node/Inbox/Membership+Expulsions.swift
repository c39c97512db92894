import Artifacts
import Journal
import Rounds

/// Whom people have put out, and have taken in again.
extension Membership {
  /// Whom people have put out. The round in work is ended with them all the same, as with those who
  /// leave: to drop a vector there could bind honest members to different sets.
  func expelled() throws -> Set<MemberID> {
    guard !expulsions.named.isEmpty else { return [] }
    let pardons = try pardonValue.load() ?? [:]
    return Set(
      expulsions.named.filter {
        expulsions.ground(against: $0, after: pardons[$0] ?? 0, through: round) != nil
      })
  }

  /// Why this hospital itself is out of the rounds; `nil` while it is not.
  func ownExpulsion() throws -> Expulsions.Ground? {
    // A restart that names it may be in force and not followed yet.
    let pardon = restartsInForce.last { $0.body.members[hospital.id] != nil }?.round ?? 0
    return expulsions.ground(
      against: hospital.id, after: max(pardon, try self.pardon(hospital.id)), through: round)
  }

  /// The newest restart in force, up to the closed round, that took a member in; 0 where none did.
  func pardon(_ member: MemberID) throws -> Int { try pardonValue.load()?[member] ?? 0 }

  /// Remembers who was taken in again: votes lie in the folder for ever, and the restart's round is
  /// soon looked at no more. Also a hospital that was away then, and went on from a later result, has
  /// to know.
  func rememberPardons(through closed: Int) throws {
    var pardons = try pardonValue.load() ?? [:]
    let known = pardons
    for restart in restartsInForce where restart.round <= closed {
      pardons.merge(restart.body.members.mapValues { _ in restart.round }) { max($0, $1) }
    }
    if pardons != known { try pardonValue.save(pardons) }
  }

  private var pardonValue: DurableValue<[MemberID: Int]> {
    hospital.journal.value("pardons", of: [MemberID: Int].self)
  }
}
