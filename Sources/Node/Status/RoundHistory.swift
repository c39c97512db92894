import Artifacts
import Rounds
import Sodium

/// The rounds as the shared directory shows them, one line each.
struct RoundHistory {
  let files: VerifiedFolder
  let history: ConsortiumHistory
  let chain: ResultChain
  let convictions: Convictions
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
        DerivedOutcome($0.content, digest: $0.digest)
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
      } else if let out = convictions.absence(of: id, in: line.round + 1) {
        gone.append(out)
      }
    }
    for var absence in gone {
      absence.since = line.round
      away[absence.member] = absence
    }
    for id in result.content.roster.ids { away[id] = nil }
  }
}
