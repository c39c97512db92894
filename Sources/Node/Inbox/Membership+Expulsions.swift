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

  /// The round up to which words against a member are forgotten; 0 where none are.
  func pardon(_ member: MemberID) throws -> Int { try pardonValue.load()?[member] ?? 0 }

  /// People have taken these in again, with a restart of this round: votes lie in the folder for ever.
  func pardon(_ members: some Sequence<MemberID>, through round: Int) throws {
    var pardons = try pardonValue.load() ?? [:]
    pardons.merge(members.map { ($0, round) }) { max($0, $1) }
    try pardonValue.save(pardons)
  }

  /// What a hospital learns that was away and goes on from a later result: whoever was put out long
  /// before and is in its roster has been taken in again meanwhile.
  func catchUp(with result: ResultDocument) throws {
    let before = result.round - 2
    let back = result.roster.ids.filter { expulsions.ground(against: $0, through: before) != nil }
    if !back.isEmpty { try pardon(back, through: before) }
  }

  private var pardonValue: DurableValue<[MemberID: Int]> {
    hospital.journal.value("pardons", of: [MemberID: Int].self)
  }
}
