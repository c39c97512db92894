import Artifacts
import SecureAggregation
import Sodium

/// What votes, cuts and unmask files must be.
extension RoundRules {
  /// Checks a vote: round, author, a lawful choice.
  public func check(_ vote: VoteStatement) throws(Rejection) {
    let (file, body) = (vote.place.json, vote.content.body)
    try check(vote.content, file: file)
    guard vote.place.slot == .vote(body.ballot), body.ballot >= 1 else {
      throw Rejection(.place, file: file, "field 'ballot' is not that of the file's name")
    }
    try check(body.choice, vote.content, file: file)
  }

  /// Checks a cut: round, the ballot's leader as author, a lawful choice.
  public func check(_ cut: CutStatement) throws(Rejection) {
    let (file, body) = (cut.place.json, cut.content.body)
    try check(cut.content, file: file)
    guard cut.place.slot == .cut(body.ballot), body.ballot >= 2 else {
      throw Rejection(.place, file: file, "field 'ballot' is not that of the file's name")
    }
    let leader = basis.leader(ofBallot: body.ballot)
    guard leader == cut.place.member else {
      throw Rejection(
        .context, file: file, "ballot \(body.ballot) is proposed by \(leader), not by its author")
    }
    try check(body.choice, cut.content, file: file)
  }

  /// Checks an unmask file: a lawful choice, heads, and every share against the dealers'
  /// commitments.
  ///
  /// Whether the author had a certificate is not asked: a liar can reveal its own shares whenever
  /// it likes, and of a quorum one member at least is honest. The audit asks.
  /// - Parameter masked: the round's valid masked files by digest; those of the choice are needed.
  public func check(
    _ unmask: UnmaskStatement, masked: [Digest: MaskedStatement]
  ) throws(Rejection) {
    let (file, body) = (unmask.place.json, unmask.content.body)
    try check(unmask.content, file: file)
    guard unmask.place.slot == .unmask(body.ballot), body.ballot >= 0 else {
      throw Rejection(.place, file: file, "field 'ballot' is not that of the file's name")
    }
    guard basis.isLawful(body.choice),
      body.ballot > 0
        || body.choice.kind == .open && body.choice.set.members == basis.roster.ids
    else {
      throw Rejection(.context, file: file, "field 'choice' is not one that its ballot may make")
    }
    guard unmask.content.payload.isEmpty else {
      throw Rejection(.field, file: file, "field 'payload' is not empty")
    }
    let digests = body.choice.set.digests
    let sees = unmask.content.sees
    guard Array(sees.prefix(digests.count)) == digests,
      (sees.count == digests.count) == (body.ballot == 0)
    else {
      throw Rejection(
        .context, file: file, "field 'sees' is not the set's masked files and the certificate")
    }
    try checkHeads(unmask, masked: masked)
    try checkShares(unmask, masked: masked)
  }

  private func check<Body>(
    _ choice: Choice, _ statement: Statement<Body>, file: String
  ) throws(Rejection) {
    guard basis.isLawful(choice) else {
      throw Rejection(.field, file: file, "field 'choice' is not one that the round may make")
    }
    // A vote adds its cut, a cut the newest votes that its author has seen.
    guard statement.sees.starts(with: choice.set.digests),
      statement.sees.count <= choice.set.masked.count + basis.roster.members.count
    else {
      throw Rejection(.context, file: file, "field 'sees' is not the set's masked files")
    }
    guard statement.payload.isEmpty else {
      throw Rejection(.field, file: file, "field 'payload' is not empty")
    }
  }

  private func checkHeads(
    _ unmask: UnmaskStatement, masked: [Digest: MaskedStatement]
  ) throws(Rejection) {
    let body = unmask.content.body
    for (id, digest) in body.choice.set.masked {
      guard let file = masked[digest] else { continue }
      let head = body.heads[id]
      let isRight =
        body.ballot == 0
        ? head == Head(seq: file.content.seq, digest: digest)
        : head.map { $0.seq >= file.content.seq } ?? false
      guard isRight else {
        throw Rejection(
          .field, file: unmask.place.json, "field 'heads' is not the statements that it sees")
      }
    }
    guard body.heads.keys.allSatisfy({ basis.roster.members[$0] != nil }),
      body.ballot > 0 || body.heads.count == body.choice.set.masked.count
    else {
      throw Rejection(
        .field, file: unmask.place.json, "field 'heads' is not the statements that it sees")
    }
  }

  private func checkShares(
    _ unmask: UnmaskStatement, masked: [Digest: MaskedStatement]
  ) throws(Rejection) {
    let (file, body) = (unmask.place.json, unmask.content.body)
    guard let shares = body.shares else {
      guard body.choice.kind == .void else {
        throw Rejection(.field, file: file, "field 'shares' is missing")
      }
      return
    }
    guard body.choice.kind == .open else {
      throw Rejection(.field, file: file, "field 'shares' is not for a void round")
    }
    var dealings: [MemberID: MaskedStatement] = [:]
    for (id, digest) in body.choice.set.masked {
      guard let statement = masked[digest], statement.place.member == id else {
        throw Rejection(
          .missing, file: file, "names a masked file of \(id) that is not here",
          remedy: "wait for it; the others copy it where it stays away")
      }
      dealings[id] = statement
    }
    do throws(SecureAggregationError) {
      try sets.verifier(of: body.choice.set, dealings: Self.dealings(dealings), in: context)
        .verify(shares, from: unmask.place.member.name)
    } catch {
      throw Rejection(.sharing, file: file, error.message)
    }
  }
}
