import Artifacts
import Rounds

/// Where a hospital stands in its round and what its node does next, by the same state machine.
struct OwnSituation {
  let view: RoundView
  let memory: RoundMemory
  let elapsed: Double
  let action: RoundAction

  /// What the hospital does by itself if nobody else does anything, and in how many seconds.
  var alone: (seconds: Double, action: RoundAction)? {
    guard case .wait = action else { return nil }
    for wait in waits.sorted() where wait > 0 {
      var later = memory
      later.owed = memory.owed.map {
        OwedOutcome(round: $0.round, rank: $0.rank, age: $0.age + wait)
      }
      let action = RoundMachine.next(view, later, elapsed: elapsed + wait)
      if case .wait = action { continue }
      return (wait, action)
    }
    return nil
  }

  /// After how many seconds something can become due.
  private var waits: [Double] {
    let patience = view.basis.manifest.plan.rounds.patience
    let (masked, vote, leader) = (
      Double(patience.masked), Double(patience.vote), Double(patience.leader)
    )
    let turns = (0...2 * view.basis.leaders.count).map { masked + vote + Double($0) * leader }
    let owed = memory.owed.compactMap { duty in
      duty.rank.map { Double($0) * leader - duty.age }
    }
    // A moment later, so that rounding does not miss it.
    return ([masked] + turns).map { $0 - elapsed + 0.001 } + owed.map { $0 + 0.001 }
  }
}

extension RoundAction {
  /// What a node does, in the words that a person reads: "its node ...".
  var text: String {
    switch self {
    case .publishOutcome(let round): "publishes the outcome of round \(round)"
    case .publishMasked: "trains and publishes its masked file"
    case .publishVote(let ballot, let choice): "votes in ballot \(ballot) for \(choice.text)"
    case .publishCut(let ballot, let choice): "proposes in ballot \(ballot) \(choice.text)"
    case .publishUnmask(_, let choice): "publishes its unmask file for \(choice.text)"
    case .relay(let id): "copies the masked file of \(id) for those who cannot see it"
    case .relayEnd: "copies what ended the round before, for those who cannot see it"
    case .publishEvidence(let offence): "publishes the proof against \(offence.place.member)"
    case .enrol: "asks to enter again"
    case .leave(.paused): "tells the others not to wait while it pauses"
    case .leave: "tells the others that it leaves"
    case .close: "closes the round"
    case .wait(let wait): wait.text
    case .refuse: "refuses to go on: a quorum stands on another result than it derived"
    case .stop(let reason): reason.text
    }
  }
}

extension Choice {
  /// The choice in the words that a person reads.
  var text: String {
    let names = set.members.map(\.name).joined(separator: ", ")
    return kind == .open ? "the sum of \(names)" : "a void round, going on with \(names)"
  }
}
