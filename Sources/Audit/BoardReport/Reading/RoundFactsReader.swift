import Artifacts
import Rounds

/// Reads off what a round was: the same questions that the audit answers in sentences, for tables
/// and pictures.
struct RoundFactsReader {
  private let walk: RoundWalk
  private let schedule: RoundSchedule
  private let members: [MemberID]
  /// Who has said that it leaves, and has not entered again.
  private var leaving: Set<MemberID> = []

  init(_ walk: RoundWalk) {
    self.walk = walk
    schedule = RoundSchedule(walk.manifest.content.plan)
    members = walk.manifest.content.members.map(\.id)
  }

  /// The facts of one round; rounds are asked for in order.
  mutating func facts(_ files: RoundFiles) -> RoundFacts {
    let round = files.round
    let isRestart = walk.history.followed[round] != nil
    let isAbandoned = !isRestart && walk.history.abandoned[round] != nil
    let result = isAbandoned ? nil : walk.results[round]
    let basis = isRestart || isAbandoned ? nil : try? walk.basis(of: round)
    let outcome =
      isAbandoned
      ? .abandoned
      : result.flatMap { AuditedRound.Outcome(rawValue: $0.content.outcome.rawValue) } ?? .open
    if let basis { leaving.subtract(basis.roster.members.keys) }
    defer { leave(files, result) }
    return RoundFacts(
      round: round, kind: schedule.kind(of: round).rawValue, outcome: outcome,
      parts: members.map { part($0, files, basis, isRestart ? nil : result) },
      leader: basis.flatMap { members.firstIndex(of: $0.leader) },
      publishers: members.indices.filter { index in
        result != nil && files.results[members[index]]?.digest == result?.digest
      })
  }

  /// What a hospital was; the order of the questions is that of the audit's own reasons.
  private func part(
    _ id: MemberID, _ files: RoundFiles, _ basis: RoundBasis?, _ result: KnownResult?
  ) -> Participation {
    let isHere = files.masked[id] != nil
    guard let basis else { return isHere ? .published : .pending }
    guard let entry = basis.roster.members[id] else {
      if isConvicted(id, files.round) { return .convicted }
      let incarnations = walk.membership.enrolments[id]?.keys
      let newest = max(1, incarnations?.max() ?? 1)
      return leaving.contains(id) || walk.membership.hasLeft(id, newest) ? .left : .away
    }
    guard let result else { return isHere ? .published : .pending }
    if result.content.set.masked[id] != nil { return .inside }
    if isConvicted(id, files.round) { return .convicted }
    if walk.membership.hasLeft(id, entry.incarnation) { return .left }
    if isHere { return .late }
    return files.rejected.contains { $0.author == id } ? .invalid : .absent
  }

  /// Takes in who says so with a vector that is in the sum.
  private mutating func leave(_ files: RoundFiles, _ result: KnownResult?) {
    for (id, digest) in result?.content.set.masked ?? [:] {
      let statement = files.masked[id]?.first { $0.statement.digest == digest }?.statement
      if statement?.content.body.leave == true { leaving.insert(id) }
    }
  }

  private func isConvicted(_ id: MemberID, _ round: Int) -> Bool {
    walk.convictions.against(id, in: round).map { $0.place.round <= round } ?? false
  }
}
