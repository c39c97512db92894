import Artifacts
import Rounds

/// A round in work: at which stage it is, and what it waits for.
extension RoundAudit {
  /// Says at which stage an undecided round is, and what it waits for.
  mutating func isInWork() {
    let ids = basis.roster.ids
    let absent = ids.filter { files.masked[$0] == nil }
    if let furthest = unmasked.values.flatMap(\.keys).max() {
      let stage =
        "the round is unmasking: \(unmasked.count) of \(ids.count) have, "
        + "\(basis.roster.t) decide"
      for id in ids where files.unmasked[id] == nil {
        isMissing(
          Place(member: id, round: round, slot: .unmask(furthest)), .shares,
          "is not here; " + stage)
      }
      lacking()
    } else if let ballot = votes.keys.max() {
      for id in ids where votes[ballot]?[id] == nil {
        isMissing(
          Place(member: id, round: round, slot: .vote(ballot)), .ballots,
          "is not here; the round is voting: \(votes[ballot]?.count ?? 0) of \(ids.count) have in "
            + "ballot \(ballot)")
      }
      if votes[ballot]?.count == ids.count {
        say(
          .wait, .ballots, "the round is voting: ballot \(ballot) has no quorum for one choice",
          next: "wait for the next ballot")
      }
    } else {
      for id in absent {
        isMissing(
          Place(member: id, round: round, slot: .masked), .participants,
          "is not here; the round is masking: \(ids.count - absent.count) of \(ids.count) have")
      }
      for id in ids where absent.isEmpty {
        isMissing(
          Place(member: id, round: round, slot: .unmask(0)), .shares,
          "is not here; all \(ids.count) masked files are")
      }
    }
  }

  /// Masked files that somebody unmasked for and that are not here.
  private mutating func lacking() {
    let ballots = Ballots(view)
    for (choice, _) in ballots.unmaskedChoices {
      for id in choice.set.members where files.masked[id] == nil {
        isMissing(Place(member: id, round: round, slot: .masked), .participants)
      }
    }
  }
}
