import Artifacts
import Rounds
import SharedFolder
import Sodium

/// A hospital's part in a restart: a fresh enrolment, and its signature under a proposal.
struct RestartDecision {
  let keeper: RoundKeeper
  let publisher: Publisher

  private var hospital: Hospital { keeper.hospital }

  /// Enters again, unless an enrolment is waiting that was in no roster yet.
  func enrol() throws {
    try keeper.membership.look(after: keeper.closed) { _ in nil }
    let entered = keeper.tip.entered[hospital.id] ?? 0
    if try hospital.incarnation <= entered {
      try ConsortiumActs(keeper: keeper, publisher: publisher).enrol()
    }
    try publisher.flushConsortium()
    try keeper.membership.look(after: keeper.closed) { _ in nil }
  }

  /// A proposal that names this hospital's newest enrolment, for the round in work or a later one.
  func proposal() throws -> (place: Place, body: RestartBody)? {
    let own = keeper.membership.returns[hospital.id].map(Enrolment.init)
    return keeper.membership.restarts.values
      .filter {
        $0.place.round >= keeper.round && own != nil
          && $0.content.body.members[hospital.id] == own
      }
      .max { ($0.place.round, $1.place.description) < ($1.place.round, $0.place.description) }
      .map { ($0.place, $0.content.body) }
  }

  /// Members without an enrolment that no roster has used.
  func lacking(_ members: [MemberID]) -> [MemberID] {
    members.filter { id in
      keeper.membership.returns[id]?.content.incarnation ?? 0 <= keeper.tip.entered[id] ?? 0
    }
  }

  /// Signs a proposal of one's own: the newest closed round that is known here is gone on from.
  func propose(_ members: [MemberID], excluding excludes: [MemberID]) throws -> RestartBody {
    let seen = keeper.manifest.content.members.map(\.id).flatMap(keeper.membership.rounds)
    let body = RestartBody(
      tipRound: keeper.closed.round, tip: Digest(hashing: keeper.tip.resultBytes),
      members: Dictionary(
        uniqueKeysWithValues: members.compactMap { id in
          keeper.membership.returns[id].map { (id, Enrolment($0)) }
        }),
      excludes: excludes)
    let round = max(seen.max() ?? 0, keeper.round) + 1
    try sign(body, round: round)
    return body
  }

  /// Signs a proposal of another's.
  func sign(_ body: RestartBody, round: Int) throws {
    let count = try hospital.signedSlots(round: round).count {
      if case .restart = $0 { true } else { false }
    }
    try Author(hospital: hospital).issue(
      body, round: round, slot: .restart(count + 1), session: keeper.manifest.digest, K: body.tip,
      sees: [body.tip])
    try publisher.flush(round: round)
  }
}
