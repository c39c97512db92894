import Artifacts
import DifferentialPrivacy
import Foundation
import Rounds
import SharedFolder
import Sodium

/// Makes a ``BoardReport`` of an audit: what the findings say, and what lies in the folder.
struct BoardReportReader {
  let examination: Examination
  let manifest: Manifest
  let folder: AuditFolder
  /// The rounds that were audited.
  let rounds: [Int]
  private var walk: RoundWalk? { examination.walk }

  /// The consortium as its files show it. Every round is read once more: what it says of a round
  /// needs what the audit found out in others, and to keep all files would take too much memory.
  func facts() -> ConsortiumFacts {
    var files = FileCounting(manifest, folder: folder)
    files.addFounding()
    var facts: [RoundFacts] = []
    var measured: [UtilityCurve.Point] = []
    if let walk {
      var reader = RoundFactsReader(walk)
      let utility = UtilityReader(walk)
      for round in rounds {
        let lying = walk.read(round)
        files.add(lying)
        if round > 0, walk.folders.begun.contains(round) { facts.append(reader.facts(lying)) }
        measured += utility.point(lying).map { [$0] } ?? []
      }
    }
    let budget = walk.flatMap { BudgetReader($0) }
    return ConsortiumFacts(
      plan: PlanFacts(manifest),
      hospitals: hospitals(files.tallies) { budget?.epsilon(of: $0) },
      auditors: manifest.plan.auditors.map {
        AuditorFacts(name: $0.name, key: $0.key.description)
      },
      rounds: facts, days: days(), budget: budget?.curve(),
      utility: UtilityCurve(
        points: measured, absence: measured.isEmpty ? absence() : nil))
  }

  private func hospitals(
    _ tallies: [MemberID: [FileKind: FileTally]], epsilon: (MemberID) -> Double?
  ) -> [HospitalFacts] {
    let heads = HeadRow.newest(walk?.chains.links ?? [:])
    let ring = walk?.membership.verifier.ring
    return manifest.members.map { member in
      let identity = ring?.identity(of: member.id) ?? member.identity
      return HospitalFacts(
        name: member.id.name, fingerprint: identity.fingerprint,
        identity: identity.description, isFounder: member.id == manifest.coordinator,
        files: tallies[member.id] ?? [:], epsilon: epsilon(member.id),
        newest: heads.first { $0.member == member.id.name }.map { head in
          HospitalFacts.Newest(seq: head.seq, file: head.place + ".json", digest: head.digest.hex)
        })
    }
  }

  /// The first and the last day that authors wrote; anything that is no date is passed over.
  private func days() -> [String] {
    let all = walk?.chains.links.values.joined().map(\.created) ?? []
    let days = all.compactMap { text -> String? in
      text.prefixMatch(of: /\d{4}-\d{2}-\d{2}T/).map { String($0.output.dropLast()) }
    }
    guard let first = days.min(), let last = days.max() else { return [] }
    return first == last ? [first] : [first, last]
  }

  private func absence() -> UtilityCurve.Absence {
    guard let evaluation = manifest.plan.evaluation else { return .notPlanned }
    if evaluation.noise == .exact { return .exactCounts }
    return walk?.key == nil ? .noKey : .none
  }
}
