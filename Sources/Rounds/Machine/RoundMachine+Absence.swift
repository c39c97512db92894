import Artifacts

/// What a member does when not everybody is present: votes, cuts, copies for others.
extension RoundMachine {
  /// Whom nobody need wait for.
  private var isSettled: Bool {
    view.basis.roster.ids.allSatisfy {
      view.masked[$0] != nil || view.gone.contains($0) || view.convicted.contains($0)
    }
  }

  /// Whether the own deadline for masked files is over.
  private var isOverdue: Bool { elapsed >= Double(patience.masked) || isSettled }

  /// Seconds since the deadline; none before.
  private var overtime: Double { max(0, elapsed - Double(patience.masked)) }

  /// A vote or a cut, where one is due.
  var vote: RoundAction? {
    guard isOverdue else { return nil }
    if memory.votes.isEmpty {
      // Who has unmasked is bound; what it has seen may still arrive here, or be copied.
      if !lackingOfOthers.isEmpty, overtime < Double(patience.vote) { return nil }
      if let first = Proposals(ballots).first { return .publishVote(1, first) }
    }
    return voteOnCut ?? cut
  }

  /// The newest cut above the own highest vote (L3).
  private var voteOnCut: RoundAction? {
    for ballot in timelyCuts.sorted(by: >) where ballot > memory.highestVote {
      if let choice = view.cuts[ballot], ballots.isHeld(choice),
        Proposals(ballots).accepts(choice)
      {
        return .publishVote(ballot, choice)
      }
    }
    return nil
  }

  /// The own cut, in the newest ballot of which it is time: rank after rank, as each stays silent.
  private var cut: RoundAction? {
    guard isQuorumPresent, let ballot = dueBallot,
      view.basis.leader(ofBallot: ballot) == memory.member, ballot > memory.highestVote,
      !memory.signed.contains(.cut(ballot)),
      timelyCuts.allSatisfy({ $0 < ballot })
    else { return nil }
    if let bound = memory.unmasked { return .publishCut(ballot, bound) }
    guard ballots.certificate(from: memory.highestVote) == nil,
      let choice = Proposals(ballots).cut(ballot)
    else { return nil }
    return .publishCut(ballot, choice)
  }

  /// Whether so many have shown themselves in this round that a ballot can gain a quorum; else it
  /// is no use to open another.
  private var isQuorumPresent: Bool {
    let present = view.basis.roster.ids.count { id in
      // What somebody has signed counts, whether or not it is still there to sign more.
      view.unmasked[id] != nil || view.votes.values.contains { $0[id] != nil }
        || view.statements[id] != nil && !view.gone.contains(id) && !view.convicted.contains(id)
    }
    return present >= view.basis.roster.t
  }

  /// The cut of a member that has unmasked: what it is bound to, so that whoever is still free need
  /// not wait for a turn of its own. A lying leader whose turn comes next could take that away by
  /// proposing early. Nobody is free before anybody has voted.
  var ownCut: RoundAction? { memory.unmasked == nil || view.votes.isEmpty ? nil : cut }

  /// Cuts of which it is time by the own clock, give or take one ballot: a lying leader must not
  /// be able to run ahead of all others' turns.
  ///
  /// Where more than c members have voted in a ballot or a later one, an honest clock has found it
  /// due, however late the own one is.
  private var timelyCuts: [Int] {
    let c = view.basis.roster.c
    return view.cuts.keys.filter { ballot in
      if let dueBallot, ballot <= dueBallot + 1 { return true }
      let ahead = view.votes.filter { $0.key >= ballot }.values.flatMap(\.keys)
      return Set(ahead).count > c
    }
  }

  /// The ballot that may be open now by the own clock, from 2 on.
  private var dueBallot: Int? {
    let late = overtime - Double(patience.vote)
    guard late >= 0 else { return nil }
    return 2 + Int(min(late / Double(patience.leader), 1e6))
  }

  /// Members whose file somebody has unmasked for and that is not here.
  private var lackingOfOthers: [MemberID] {
    Set(ballots.unmaskedChoices.map(\.choice).flatMap(ballots.lacking)).sorted()
  }

  /// A copy of a file that somebody seems to lack, rank after rank so that one copy is enough.
  var relay: RoundAction? {
    let rank = view.basis.leaders.firstIndex(of: memory.member) ?? 0
    let isLate = overtime >= Double(patience.vote) + Double(rank) * Double(patience.leader)
    guard isLate else { return nil }
    // Few have come along into this round: the others may not see what ended the one before.
    if memory.canRelayEnd, view.masked.count < view.basis.roster.t { return .relayEnd }
    guard let mine = memory.unmasked ?? memory.votes[memory.highestVote] else { return nil }
    // Whoever is bound to a void round copies statements alone where the vectors never came. Before
    // that a vector may still be needed, and its copy has the same name.
    let isStatementEnough = mine.kind == .void && memory.unmasked != nil
    let lacking = mine.set.members.first { id in
      let held = isStatementEnough ? view.statements[id] : view.masked[id]
      return id != memory.member && held?.contains(mine.set.masked[id]!) ?? false
        && !view.relayed.contains(id)
        && !memory.signed.contains(.relay(id))
    }
    return lacking.map { .relay($0) }
  }

  /// The wait for people, where a quorum can never come together again in this round.
  var lost: RoundWait? {
    let ids = view.basis.roster.ids
    let gone = ids.filter { view.gone.contains($0) || view.convicted.contains($0) }
    let bound = Set(view.unmasked.keys).union(view.votes.values.flatMap(\.keys))
    let left = ids.count { !gone.contains($0) || bound.contains($0) }
    return left < view.basis.roster.t ? RoundWait(stage: .restart, members: gone) : nil
  }

  /// Before the own vote: masked files that nobody has published, that others have, or that
  /// contradict each other, so that ballots have to decide.
  private var waitingForFiles: RoundWait {
    let ids = view.basis.roster.ids
    let lacking = ids.filter { view.masked[$0] == nil }
    let isOpen = Proposals(ballots).first != nil && elapsed < Double(patience.masked)
    let seconds = isOpen ? Double(patience.masked) - elapsed : nil
    if !lacking.isEmpty { return RoundWait(stage: .masked, members: lacking, seconds: seconds) }
    if !lackingOfOthers.isEmpty {
      return RoundWait(stage: .copy, members: lackingOfOthers, seconds: seconds)
    }
    return RoundWait(
      stage: .vote, members: ids.filter { $0 != memory.member }, seconds: seconds)
  }

  /// Whom the round waits for.
  var waiting: RoundWait {
    let ids = view.basis.roster.ids
    if let lost { return lost }
    let hasVoted = memory.unmasked != nil || !memory.votes.isEmpty
    guard hasVoted else { return waitingForFiles }
    if let mine = memory.unmasked {
      let silent = ids.filter { id in
        !(view.unmasked[id]?.values.contains(mine) ?? false) && !view.gone.contains(id)
      }
      return RoundWait(stage: .unmask, members: silent)
    }
    let ballot = memory.highestVote
    let silent = ids.filter { id in
      view.votes[ballot]?[id] == nil && view.unmasked[id] == nil && !view.gone.contains(id)
    }
    return RoundWait(stage: .vote, members: silent.isEmpty ? ids : silent)
  }
}
