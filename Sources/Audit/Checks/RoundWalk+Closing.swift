import Rounds

extension RoundWalk {
  /// What concerns all audited rounds together: late evidence, chains, the ledger.
  ///
  /// - Parameter rounds: the audited rounds.
  mutating func closing(_ rounds: [Int]) -> [Finding] {
    guard !rounds.isEmpty else {
      return [
        Finding(
          .wait, .participants, "no round is here",
          next: "wait for the first round, or for the transfer")
      ]
    }
    let begun = folders.begun
    let isAll = Set(begun).isSubset(of: rounds)
    let isFromStart = isAll || rounds == Array(1...rounds.count)
    var findings: [Finding] = []
    if isAll {
      // Evidence about the last round lies in the folder of the round after it.
      for round in folders.all where round > 0 && !judged.contains(round) {
        let files = files(round)
        chains.add(files.authored)
        if history.abandoned[round] == nil { findings += spoilt(files) }
        findings +=
          EvidenceAudit(
            files.evidence, round: round, convictions: convictions,
            abandoned: Set(history.abandoned.keys)
          ).findings
      }
    }
    findings += chains.check(
      isFromStart: isFromStart, isAll: isAll, abandoned: Set(history.abandoned.keys),
      convictions: convictions)
    guard let closed = results.keys.max(), let tip = results[closed] else {
      return findings + [
        Finding(.skip, .ledger, "not added up: no audited round has a result that passes")
      ]
    }
    return findings
      + ledger.check(tip)
  }

  /// What does not pass in the folder of a round that has not begun: nobody else says it.
  private func spoilt(_ files: RoundFiles) -> [Finding] {
    files.rejected.map { file in
      let finding = Finding(file.rejection, .signatures, round: files.round)
      let isHandled = convictions.against(file.place.member, in: files.round) != nil
      guard isHandled, finding.word == .fail else { return finding }
      return Finding(
        .note, .signatures, round: files.round, finding.message, file: finding.file)
    }
      + files.strangers.map {
        Finding(
          .note, .files, round: files.round, "is no part of the protocol and was not read",
          file: $0)
      }
  }

  /// Adds up charges along the chain of results, those that were derived first.
  var ledger: LedgerAudit {
    LedgerAudit(
      library: library, restarts: history.followed, folders: folders, derived: results)
  }
}
