import Artifacts
import Rounds

/// All rounds of a consortium as an audit found them, one row each: members by rounds, leaders,
/// outcomes.
public struct AuditedRounds: Sendable, Equatable {
  /// The hospitals of the manifest, sorted.
  public let members: [String]
  /// The rounds that have begun, in order.
  public let rounds: [AuditedRound]

  /// Reads the rows off an audit of all rounds.
  init(_ walk: RoundWalk, _ report: AuditReport) {
    let manifest = walk.manifest.content
    members = manifest.members.map(\.id.name)
    let schedule = RoundSchedule(manifest.plan)
    let findings = Dictionary(grouping: report.findings) { $0.round ?? -1 }
    rounds = walk.folders.begun.map { round in
      Self.row(round, walk, kind: schedule.kind(of: round).rawValue, findings[round] ?? [])
    }
  }

  private static func row(
    _ round: Int, _ walk: RoundWalk, kind: String, _ findings: [Finding]
  ) -> AuditedRound {
    let isRestart = walk.history.followed[round] != nil
    let isAbandoned = walk.history.abandoned[round] != nil && !isRestart
    let result = isAbandoned ? nil : walk.results[round]
    let basis = isRestart || isAbandoned ? nil : try? walk.basis(of: round)
    let outcome: AuditedRound.Outcome =
      isAbandoned
      ? .abandoned : result.flatMap { .init(rawValue: $0.content.outcome.rawValue) } ?? .open
    let copies = walk.library.copies(round)
    let publishers = walk.manifest.content.members.map(\.id).filter { id in
      copies.contains { $0.file.hasPrefix("\(id)/") && $0.digest == result?.digest }
    }
    let parts = walk.manifest.content.members.map { member -> (String, AuditedRound.Part) in
      let isExpected = basis?.roster.members[member.id] != nil
      guard let result, basis != nil else {
        return (member.id.name, isExpected ? .expected : .notExpected)
      }
      let isIn = result.content.set.masked[member.id] != nil
      return (member.id.name, isIn ? .inside : isExpected ? .outside : .notExpected)
    }
    let worst = [Word.fail, .wait].first { word in findings.contains { $0.word == word } }
    return AuditedRound(
      round: round, kind: kind, outcome: outcome, leaders: basis?.leaders.map(\.name) ?? [],
      publishers: publishers.map(\.name), parts: Dictionary(uniqueKeysWithValues: parts),
      result: result?.digest, model: result?.content.model,
      participants: findings.first { $0.code == .participants && $0.word == .ok }?.message,
      word: worst ?? .ok)
  }
}

extension ConsortiumAuditor {
  /// Audits all rounds, and tells of each in a row beside the findings.
  ///
  /// - Returns: no rows where the foundation does not pass.
  /// - Throws: as ``audit(_:progress:)``.
  public func rounds(
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> (rows: AuditedRounds?, report: AuditReport) {
    let examination = try examine(.all, progress: progress)
    return (
      examination.walk.map { AuditedRounds($0, examination.report) }, examination.report
    )
  }
}
