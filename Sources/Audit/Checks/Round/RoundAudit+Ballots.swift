import Artifacts
import Rounds
import SecureAggregation
import Sodium

/// Votes, cuts, unmask files: each by itself, then what an unmask file was entitled to.
extension RoundAudit {
  /// Checks every file of a ballot by the round's rules, and keeps those that fit.
  mutating func takeBallots(_ rules: RoundRules) {
    for vote in sorted(files.votes) {
      let passed = attempt(vote, .ballots) { vote throws(Rejection) in try rules.check(vote) }
      if passed { votes[vote.content.body.ballot, default: [:]][vote.place.member] = vote }
    }
    for cut in sorted(files.cuts) {
      _ = attempt(cut, .ballots) { cut throws(Rejection) in try rules.check(cut) }
    }
    for unmask in sorted(files.unmasked) {
      do throws(Rejection) {
        try rules.check(unmask, masked: masked)
        checkedUnmasks.insert(unmask.digest)
      } catch {
        let isMissing = error.code == .missing
        reject(
          error, .shares, by: unmask.place.member,
          isHandled: isLeftOver(unmask.content.K))
        guard isMissing else { continue }
      }
      unmasked[unmask.place.member, default: [:]][unmask.content.body.ballot] = unmask
    }
  }

  /// Checks what votes follow and what unmask files stand on.
  mutating func ballots() {
    let before = findings.count
    for vote in votes.values.flatMap(\.values).sorted(by: { $0.place.json < $1.place.json }) {
      checkVote(vote)
    }
    let supports = supports
    for unmask in unmasked.values.flatMap(\.values).sorted(by: { $0.place.json < $1.place.json })
    where unmask.content.body.ballot > 0 {
      checkCertificate(unmask, supports)
    }
    let count = votes.values.reduce(0) { $0 + $1.count }
    if findings.count == before, count > 0 {
      say(
        .ok, .ballots,
        "\(count) votes in \(votes.count) ballot(s); every unmask file within its certificate")
    }
  }

  /// A vote of a ballot from 2 on follows that ballot's cut.
  private mutating func checkVote(_ vote: VoteStatement) {
    let (ballot, choice) = (vote.content.body.ballot, vote.content.body.choice)
    let rest = Array(vote.content.sees.dropFirst(choice.set.digests.count))
    guard rest.count == (ballot == 1 ? 0 : 1) else {
      accuse(
        vote.place.member, .ballots,
        ballot == 1 ? "sees more than the set's masked files" : "follows no cut",
        file: vote.place.json)
      return
    }
    guard let digest = rest.first else { return }
    let cuts = files.cuts.values.flatMap(\.values) + convictions.copies(round, CutBody.self)
    guard let cut = cuts.first(where: { $0.digest == digest }) else {
      isMissing(
        Place(member: basis.leader(ofBallot: ballot), round: round, slot: .cut(ballot)), .ballots,
        "is not here, or not as \(vote.place.member) saw it")
      return
    }
    if cut.content.body.choice != choice || cut.content.body.ballot != ballot {
      accuse(
        vote.place.member, .ballots, "follows a cut of another choice", file: vote.place.json)
    }
  }

  private mutating func attempt<Body>(
    _ statement: Verified<Statement<Body>>, _ code: CheckCode,
    _ check: (Verified<Statement<Body>>) throws(Rejection) -> Void
  ) -> Bool {
    do throws(Rejection) {
      try check(statement)
      return true
    } catch {
      reject(
        error, code, by: statement.place.member, isHandled: isLeftOver(statement.content.K))
      return false
    }
  }

  func sorted<Body>(
    _ statements: [MemberID: [Int: Verified<Statement<Body>>]]
  ) -> [Verified<Statement<Body>>] {
    statements.sorted { $0.key < $1.key }.flatMap { _, ballots in
      ballots.sorted { $0.key < $1.key }.map(\.value)
    }
  }
}
