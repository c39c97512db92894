import Artifacts
import Rounds

/// The rounds of a consortium from its shared directory, beside what a hospital itself knows.
struct SharedRounds {
  let files: VerifiedFolder
  let genesis: RoundOutcome
  let limit: Int

  /// The lines; where there is no hospital's own view, also the present.
  func lines(found: inout OwnView.Found?) -> [RoundLine] {
    let first = limit == .max ? 0 : max(0, (found?.closed?.content.round ?? reached) - limit - 2)
    let history = ConsortiumHistory(files, in: first...(.max))
    let chain = ResultChain(files: files, genesis: genesis.result, restarts: history.restarts)
    let newest = found?.closed ?? newest(in: chain)
    let rounds = RoundHistory(chain, history, newest: newest, limit: limit)
    var work = found?.work
    if found?.closed == nil {
      // No hospital's own view, or one that cannot be had: the share's.
      let (inWork, here) = present(after: newest, history)
      (work, found) = (inWork, found ?? here)
    }
    found?.present.setAside = rounds.aside.map(AsideFile.init)
    return rounds.lines(work: work)
  }

  /// The highest round of which more members have a folder than may collude: a liar's folder of a
  /// round far away must not hide what lies before it.
  private var reached: Int {
    let manifest = files.manifest.content
    let colluding =
      (try? RoundArithmetic(manifest.plan)
        .parameters(n: manifest.members.count, of: manifest.members.count).colluding) ?? 0
    let rounds = files.ids.flatMap { files.rounds(of: $0) }
    return Dictionary(grouping: rounds) { $0 }.filter { $0.value.count > colluding }.keys.max() ?? 0
  }

  /// The last closed round, as far as the files tell.
  func newest(in chain: ResultChain) -> KnownResult { chain.newest { decided(after: $0) } }

  /// What a quorum has unmasked for in the round after a result.
  private func decided(after result: KnownResult) -> Choice? {
    glance(after: result).map { Ballots($0.view).decided } ?? nil
  }

  private func glance(after result: KnownResult) -> RoundGlance? {
    guard
      let basis = try? RoundBasis(
        after: result.content, digest: result.digest, manifest: files.manifest.content)
    else { return nil }
    return try? RoundGlance(basis, files: files)
  }

  private func present(
    after closed: KnownResult, _ history: ConsortiumHistory
  ) -> (RoundInWork?, OwnView.Found) {
    let plan = files.manifest.content.plan
    guard let glance = glance(after: closed) else {
      return (
        nil,
        OwnView.Found(
          present: Present(
            stage: StatusStage.restart.rawValue, text: StopReason.tooFewMembers.text))
      )
    }
    if closed.content.round >= RoundSchedule(plan).lastRound {
      return (
        nil,
        OwnView.Found(
          present: Present(
            stage: StatusStage.finished.rawValue, text: StopReason.planCompleted.text))
      )
    }
    var view = glance.view
    view.gone = Set(
      view.basis.roster.members.filter { id, entry in
        history.leaves[id]?[entry.incarnation] != nil
          || history.returns[id]?.contains { $0 > entry.incarnation } ?? false
          || view.statements[id] == nil && history.expulsion(of: id, in: view.basis.round) != nil
      }.keys)
    return (
      RoundInWork(view: view, masked: glance.masked, aside: glance.aside),
      OwnView.Found(present: Present(.round(view.basis.round, PublicWait(view: view).wait)))
    )
  }
}
