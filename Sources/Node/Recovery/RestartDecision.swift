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

  /// Proposals that name this hospital's newest enrolment, and of everybody else what it has signed
  /// itself; for the round in work or a later one, the newest first.
  func proposals() throws -> [(place: Place, body: RestartBody)] {
    guard let own = keeper.membership.returns[hospital.id].map(Enrolment.init) else { return [] }
    return keeper.membership.restarts.values
      .filter {
        $0.place.round >= keeper.round && $0.content.body.members[hospital.id] == own
          && $0.content.body.members.values.allSatisfy(keeper.membership.verified.contains)
      }
      .sorted { ($1.place.round, $0.place.description) < ($0.place.round, $1.place.description) }
      .map { ($0.place, $0.content.body) }
  }

  /// Members without an enrolment that no roster has used.
  func lacking(_ members: [MemberID]) -> [MemberID] {
    members.filter { id in
      keeper.membership.returns[id]?.content.incarnation ?? 0 <= keeper.tip.entered[id] ?? 0
    }
  }

  /// Signs a proposal of one's own: the newest closed round that is known here is gone on from.
  func propose(_ members: [MemberID], excluding excludes: [MemberID]) throws -> (
    round: Int, body: RestartBody
  ) {
    let body = RestartBody(
      tipRound: keeper.closed.round, tip: Digest(hashing: keeper.tip.resultBytes),
      members: Dictionary(
        uniqueKeysWithValues: members.compactMap { id in
          keeper.membership.returns[id].map { (id, Enrolment($0)) }
        }),
      excludes: excludes)
    let round = try newestRound() + 1
    try sign(body, round: round)
    return (round, body)
  }

  /// The newest round in which this hospital or more members than may collude have signed
  /// anything: a name of a folder alone says nothing.
  private func newestRound() throws -> Int {
    let manifest = keeper.manifest
    let verifier = Verifier(keeper.membership.ring)
    let reader = ConsortiumReader(folder: keeper.folder)
    let own = try hospital.signedFolders().compactMap { Int($0.dropFirst("round-".count)) }
    var newest = max(keeper.round, own.max() ?? 0)
    let members = manifest.content.members.count
    let tolerated = try RoundArithmetic(manifest.content.plan)
      .parameters(n: members, of: members).colluding
    let ids = manifest.content.members.map(\.id)
    let rounds = Set(ids.flatMap { keeper.membership.rounds(of: $0) })
    for round in rounds.sorted(by: >) where round > newest {
      let authors = ids.count { id in
        let file = try? reader.read(Place(member: id, round: round, slot: .masked))
        return file.flatMap { try? verifier.statement(MaskedBody.self, $0) } != nil
      }
      if authors > tolerated { newest = round }
    }
    return newest
  }

  /// Signs a proposal of another's.
  func sign(_ body: RestartBody, round: Int) throws {
    let count = try hospital.signedSlots(round: round).count {
      if case .restart = $0 { true } else { false }
    }
    guard (1...ConsortiumRules.abandonedLimit).contains(round - body.tipRound) else {
      throw NodeError(
        .configuration,
        "a restart after round \(body.tipRound) would abandon \(round - body.tipRound) rounds",
        remedy: "this hospital is far behind the others: let its node catch up first")
    }
    try Author(hospital: hospital).issue(
      body, round: round, slot: .restart(count + 1), session: keeper.manifest.digest, K: body.tip,
      sees: [body.tip])
    try publisher.flush(round: round)
  }
}
