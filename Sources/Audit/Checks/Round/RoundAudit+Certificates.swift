import Artifacts
import Rounds
import Sodium

/// What an unmask file of a ballot from 1 on was entitled to.
extension RoundAudit {
  /// What supports a choice in a ballot: by digest, who and for which ballots.
  var supports: [Digest: (member: MemberID, choice: Choice, holds: (Int) -> Bool)] {
    var supports: [Digest: (member: MemberID, choice: Choice, holds: (Int) -> Bool)] = [:]
    for vote in sorted(files.votes) + convictions.copies(round, VoteBody.self) {
      let ballot = vote.content.body.ballot
      supports[vote.digest] = (vote.place.member, vote.content.body.choice, { $0 == ballot })
    }
    for unmask in sorted(files.unmasked) + convictions.copies(round, UnmaskBody.self) {
      let ballot = unmask.content.body.ballot
      supports[unmask.digest] = (unmask.place.member, unmask.content.body.choice, { $0 > ballot })
    }
    return supports
  }

  /// An unmask file of a ballot from 1 on names a quorum's statements for its choice (L4).
  mutating func checkCertificate(
    _ unmask: UnmaskStatement,
    _ supports: [Digest: (member: MemberID, choice: Choice, holds: (Int) -> Bool)]
  ) {
    let (author, body) = (unmask.place.member, unmask.content.body)
    let named = unmask.content.sees.dropFirst(body.choice.set.digests.count)
    var members: Set<MemberID> = []
    for digest in named {
      guard let support = supports[digest] else {
        guard let voter = body.heads.first(where: { $0.value.digest == digest })?.key else {
          say(
            .wait, .ballots, "a vote on which it stands (\(short(digest))) is not here",
            file: unmask.place.json, next: "wait for the transfer")
          return
        }
        isMissing(
          Place(member: voter, round: round, slot: .vote(body.ballot)), .ballots,
          "is not here, or not as \(author) saw it, whose \(unmask.place.slot.name) stands on it")
        return
      }
      guard support.choice == body.choice, support.holds(body.ballot),
        basis.roster.members[support.member] != nil
      else {
        accuse(
          author, .ballots, "stands on a statement of \(support.member) for something else",
          file: unmask.place.json)
        return
      }
      members.insert(support.member)
    }
    if members.count < basis.roster.t {
      accuse(
        author, .ballots,
        "stands on \(members.count) votes, not on a quorum of \(basis.roster.t)",
        file: unmask.place.json)
    }
  }
}
