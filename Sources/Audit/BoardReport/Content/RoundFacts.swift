/// One round: what it was for, how it ended, who was in it.
struct RoundFacts: Sendable, Equatable {
  /// The round.
  let round: Int
  /// `training`, `census` or `evaluation`.
  let kind: String
  /// How it ended.
  let outcome: AuditedRound.Outcome
  /// What each hospital was, in the order of ``ConsortiumFacts/hospitals``.
  let parts: [Participation]
  /// The hospital that the draw made leader, by position; `nil` where nothing was drawn.
  let leader: Int?
  /// The hospitals that published the right result, by position.
  let publishers: [Int]

  /// Whether the leader's place was taken by another.
  var hasSilentLeader: Bool {
    leader.map { !publishers.isEmpty && !publishers.contains($0) } ?? false
  }
}

extension AuditedRound.Outcome {
  /// The letter above the grid; none for a full sum.
  var letter: String {
    switch self {
    case .full: ""
    case .cut: "c"
    case .void: "V"
    case .unusable: "U"
    case .restart: "R"
    case .abandoned: "B"
    case .open: "?"
    }
  }

  /// What it means.
  var meaning: String {
    switch self {
    case .full: "every hospital that was expected is in the sum"
    case .cut: "cut: the sum was opened without some that were expected"
    case .void: "void: nothing was opened; the model stays, the charge stays"
    case .unusable:
      "unusable: a sum was opened that is no update; the model stays, the charge stays"
    case .restart: "restart: people went on from an earlier result"
    case .abandoned: "left behind by a restart; the charge stays"
    case .open: "in work, or not decided by what lies here"
    }
  }
}
