import Artifacts
import Rounds
import Sodium

/// What one round's files say.
extension RoundHistory {
  /// The line of a closed round, and the bodies of its set.
  func closed(
    _ result: KnownResult, before: KnownResult?
  ) -> (RoundLine, [MemberID: MaskedBody]) {
    let content = result.content
    var line = RoundLine(
      round: content.round, outcome: RoundLine.Outcome(rawValue: content.outcome.rawValue)!)
    line.published = chain.publishers(of: result)
    switch content.outcome {
    case .genesis:
      line.leader = files.manifest.content.coordinator
      (line.expected, line.in) = (files.ids, content.roster.ids)
      return (line, [:])
    case .restart:
      line.in = content.roster.ids
      line.signers = history.signers[content.round] ?? []
      line.after = before?.content.round
      let excluded = history.restart(behind: result)?.body.excludes ?? []
      line.out = files.ids.filter { content.roster.members[$0] == nil }.map { id in
        excluded.contains(id)
          ? Absence(member: id, reason: .excluded, text: "excluded by restart")
          : Absence(member: id, reason: .notNamed, text: "not named by the restart")
      }
      return (line, [:])
    case .full, .cut, .void, .unusable: break
    }
    line.in = content.set.members
    guard let before,
      let basis = try? RoundBasis(
        after: before.content, digest: before.digest, manifest: files.manifest.content),
      let glance = try? RoundGlance(basis, files: files)
    else { return (line, [:]) }
    let choice = Choice(content.outcome == .void ? .void : .open, content.set)
    describe(
      &line, RoundInWork(view: glance.view, masked: glance.masked, aside: glance.aside), choice)
    line.enters = content.roster.ids.filter { id in
      content.roster.members[id]?.incarnation != basis.roster.members[id]?.incarnation
    }
    return (line, content.set.masked.compactMapValues { glance.masked[$0]?.content.body })
  }

  /// The line of the round in work.
  func inWork(_ work: RoundInWork) -> RoundLine {
    let basis = work.view.basis
    var line = RoundLine(round: basis.round, outcome: .inWork)
    let decided = Ballots(work.view).decided
    if decided != nil { line.outcome = .decided }
    let here = RoundSet(
      masked: work.view.masked.filter {
        $0.value.count == 1 && !work.view.convicted.contains($0.key)
      }
      .compactMapValues(\.first))
    line.in = (decided?.set ?? here).members
    describe(&line, work, decided ?? .open(here))
    return line
  }

  /// What the files of a round say beside its set.
  private func describe(_ line: inout RoundLine, _ work: RoundInWork, _ choice: Choice) {
    let basis = work.view.basis
    line.leader = basis.leader
    line.expected = basis.roster.ids
    if let first = basis.leaders.firstIndex(where: line.published.contains) {
      line.skipped = Array(basis.leaders[..<first])
    }
    let rules = AbsenceRules(
      view: work.view, bodies: choice.set.digests.compactMap { work.masked[$0]?.content.body },
      history: history, convictions: convictions, aside: work.aside,
      isClosed: line.outcome != .inWork)
    line.out = basis.roster.ids.filter { choice.set.masked[$0] == nil }.map(rules.absence)
    line.setAside = work.aside.map(AsideFile.init)
    let ballots = work.view.unmasked.values.compactMap { unmasked in
      unmasked.filter { $0.value == choice }.keys.min()
    }.sorted()
    guard ballots.count >= basis.roster.t else { return }
    let ballot = ballots[basis.roster.t - 1]
    line.ballot = ballot
    line.hops = ballot == 0 ? 2 : 3 + 2 * work.view.cuts.keys.count { $0 <= ballot }
  }
}
