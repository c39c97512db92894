import Artifacts
import Rounds
import Sodium

/// Round 0: what the coordinator published against what manifest and approvals derive.
struct GenesisAudit {
  let genesis: RoundOutcome
  let manifest: Verified<Manifest>
  let folder: AuditFolder
  let pruned: PrunedPayloads?

  /// Compares every published file of round 0.
  func check(_ files: RoundFiles) -> [Finding] {
    var skipped: [Finding] = []
    var findings = files.rejected.map { Finding($0.rejection, .signatures, round: 0) }
    for result in files.results.values.sorted(by: { $0.place.member < $1.place.member })
    where result.digest != genesis.K {
      findings.append(
        Finding(
          .fail, .links, round: 0, "is not the result that manifest and approvals derive",
          file: result.place.json, next: "its publisher signed a false genesis"))
    }
    if files.results.isEmpty { findings.append(missing(.result)) }
    if files.models.isEmpty { findings.append(missing(.model)) }
    for statement in files.models.values.sorted(by: { $0.place.member < $1.place.member }) {
      do throws(Rejection) {
        try ModelRules.check(
          statement, result: genesis.K, closed: genesis.result, manifest: manifest.content)
        _ = try SealedReader(folder: folder)
          .pinned(statement, at: statement.place)
      } catch {
        if error.code == .missing, let pruned, pruned.isGone(statement.place) {
          skipped.append(
            Finding(.skip, .payloads, round: 0, pruned.notKept([statement.place])))
          continue
        }
        findings.append(Finding(error, .model, round: 0))
      }
    }
    if findings.isEmpty {
      findings.append(
        Finding(
          .ok, .links, round: 0, "genesis derived from manifest, enrolments and approvals"))
    }
    return findings + skipped
  }

  private func missing(_ slot: Slot) -> Finding {
    let place = Place(member: manifest.content.coordinator, round: 0, slot: slot)
    return Finding(
      .wait, .links, round: 0, "is not here", file: place.json,
      next: "wait for the transfer, or ask \(place.member)")
  }
}
