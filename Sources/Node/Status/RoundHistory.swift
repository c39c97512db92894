import Artifacts
import Rounds
import Sodium

/// The rounds as the shared directory shows them, one line each.
struct RoundHistory {
  private let files: VerifiedFolder
  private let history: ConsortiumHistory
  private let chain: ResultChain
  private let convictions: Convictions
  private let results: [KnownResult]
  private let limit: Int

  /// What is known of the newest rounds.
  ///
  /// - Parameters:
  ///   - newest: the last closed round.
  ///   - limit: how many rounds at most.
  init(_ chain: ResultChain, _ history: ConsortiumHistory, newest: KnownResult, limit: Int) {
    files = chain.files
    self.history = history
    self.chain = chain
    self.limit = limit
    var results = [newest]
    while results.count <= limit, let before = chain.before(results[0]) {
      results.insert(before, at: 0)
    }
    self.results = results
    convictions = Convictions(
      history, manifest: files.manifest, pardons: results.compactMap(history.restart)
    ) { round in
      results.first { $0.content.round == round }.map {
        DerivedOutcome(
          result: $0.digest, commit: $0.content.commit, model: $0.content.model)
      }
    }
  }

  /// Evidence, entries, departures and restarts that are not taken.
  var aside: [Rejection] { history.aside + convictions.aside }

  /// The lines, oldest first; the round in work comes last.
  ///
  /// - Parameter work: what is known of the round in work, if there is one.
  func lines(work: RoundInWork?) -> [RoundLine] {
    var lines: [RoundLine] = []
    var away = earlier
    for (index, result) in results.enumerated() {
      let before = index > 0 ? results[index - 1] : chain.before(result)
      lines += abandoned(result, after: before)
      let (line, bodies) = closed(result, before: before)
      lines.append(completed(line, away))
      note(line, result, bodies, in: &away)
    }
    if let work { lines.append(completed(inWork(work), away)) }
    if lines.first?.round ?? 0 > 0, lines.count < limit, let first = lines.first {
      lines.insert(RoundLine(round: first.round - 1, outcome: .unknown), at: 0)
    }
    return lines.suffix(limit)
  }

  // MARK: One line

  private func closed(
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

  private func inWork(_ work: RoundInWork) -> RoundLine {
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

  // MARK: From line to line

  private func abandoned(_ result: KnownResult, after tip: KnownResult?) -> [RoundLine] {
    guard result.content.outcome == .restart, let tip else { return [] }
    return (tip.content.round + 1..<max(result.content.round, tip.content.round + 1)).map {
      RoundLine(round: $0, outcome: .abandoned)
    }
  }

  private func completed(_ line: RoundLine, _ away: [MemberID: Absence]) -> RoundLine {
    guard !line.expected.isEmpty else { return line }
    var line = line
    line.away = files.ids.filter { !line.expected.contains($0) }.map { id in
      away[id] ?? Absence(member: id, reason: .unknown, text: "since an earlier round")
    }
    return line
  }

  /// Who was away before the first of these rounds: each was expected once.
  private var earlier: [MemberID: Absence] {
    var away: [MemberID: Absence] = [:]
    guard var current = chain.before(results[0]) else { return away }
    var sought = Set(files.ids).subtracting(current.content.roster.ids)
    while !sought.isEmpty, let before = chain.before(current) {
      let isRestart = current.content.outcome == .restart
      let last = sought.filter { isRestart || before.content.roster.members[$0] != nil }
      if !last.isEmpty {
        let round = current.content.round
        let searched = max(0, round - 2)...(round + 1)
        let then = RoundHistory(
          chain, ConsortiumHistory(files, in: searched), newest: current, limit: 1)
        let (line, bodies) = then.closed(current, before: before)
        var found: [MemberID: Absence] = [:]
        then.note(line, current, bodies, in: &found)
        for id in last { away[id] = found[id] }
        sought.subtract(last)
      }
      current = before
    }
    return away
  }

  /// Who is not in the next round, and why.
  private func note(
    _ line: RoundLine, _ result: KnownResult, _ bodies: [MemberID: MaskedBody],
    in away: inout [MemberID: Absence]
  ) {
    var gone = line.out
    for (id, body) in bodies where result.content.roster.members[id] == nil {
      if body.leave {
        gone.append(.left(id, "cap"))
      } else if let text = convictions.text(of: id, in: line.round + 1) {
        gone.append(Absence(member: id, reason: .convicted, text: text))
      }
    }
    for var absence in gone {
      absence.since = line.round
      away[absence.member] = absence
    }
    for id in result.content.roster.ids { away[id] = nil }
  }
}

/// What is known of a round that has no result yet, or of a closed one beside its result.
struct RoundInWork {
  let view: RoundView
  /// The valid masked statements.
  let masked: [Digest: MaskedStatement]
  let aside: [Rejection]
}
