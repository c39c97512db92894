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
        lacks(digest, unmask)
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

  /// A statement on which an unmask file stands is not here, or another lies in its place.
  ///
  /// Its digest tells whose it is, by the heads that the author saw, but not its name: it is the vote
  /// of that ballot, or the unmask file of a ballot before. What lies here of the member tells which.
  private mutating func lacks(_ digest: Digest, _ unmask: UnmaskStatement) {
    let body = unmask.content.body
    let what = "on which \(unmask.place.slot.name) of \(unmask.place.member) stands"
    guard let (member, head) = body.heads.first(where: { $0.value.digest == digest }) else {
      say(
        .wait, .ballots, "a statement \(what) (\(short(digest))) is not here",
        file: unmask.place.json, next: "wait for the transfer")
      return
    }
    if let place = lying(member, head, before: body.ballot) {
      isMissing(place, .ballots, "is not here as it was seen by \(unmask.place.member), \(what)")
    } else {
      let vote = Place(member: member, round: round, slot: .vote(body.ballot))
      say(
        .wait, .ballots,
        "statement \(head.seq) of \(member) \(what) is not here: \(vote.json), or the unmask "
          + "file of a ballot before",
        file: unmask.place.json, next: "wait for the transfer, or ask \(member)")
    }
  }

  /// Where a member's vote of a ballot, or its unmask file of one before, lies in another version than
  /// was seen, or spoilt: at the position seen, or where nothing could be read.
  private func lying(_ member: MemberID, _ head: Head, before ballot: Int) -> Place? {
    let votes = files.votes[member]?[ballot].map { [($0.place, $0.content.seq)] } ?? []
    let unmasks = (files.unmasked[member] ?? [:]).filter { $0.key < ballot }
      .sorted { $0.key < $1.key }.map { ($0.value.place, $0.value.content.seq) }
    if let altered = (votes + unmasks).first(where: { $0.1 == head.seq }) { return altered.0 }
    return files.rejected.map(\.place).filter { $0.member == member }.first { place in
      switch place.slot {
      case .vote(ballot): true
      case .unmask(let earlier): earlier < ballot
      default: false
      }
    }
  }
}
