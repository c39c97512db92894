import Artifacts
import Console
import Foundation
import Rounds
import SharedFolder

/// Writes a running node's `status.json` into its own folder.
///
/// When something has changed, at most every minute, and every quarter of an hour all the same, so
/// that its age tells whether the node lives. A failure to write it never stops a node.
final class StatusWriter {
  private let member: MemberID
  private let clock: any LocalClock
  private var last: (file: StatusFile, at: ClockReading)?

  /// Writes for a member.
  init(member: MemberID, clock: any LocalClock = SystemClock()) {
    (self.member, self.clock) = (member, clock)
  }

  /// Says for whom the node waits.
  func waiting(_ waiting: Waiting, aside: [String: Rejection], in folder: any Folder) {
    let round: Int? = if case .round(let round, _) = waiting { round } else { nil }
    write(round, waiting.stage, waiting.members, aside, in: folder, isUrgent: false)
  }

  /// Says that the node has ended.
  func ended(_ stage: StatusStage, round: Int?, in folder: any Folder) {
    write(round, stage, [], [:], in: folder, isUrgent: true)
  }

  private func write(
    _ round: Int?, _ stage: StatusStage, _ members: [MemberID], _ aside: [String: Rejection],
    in folder: any Folder, isUrgent: Bool
  ) {
    let now = clock.now()
    let file = StatusFile(
      decaph: formatVersion, member: member, software: Software.name, round: round,
      stage: stage.rawValue, waitingFor: members.sorted(), setAside: Self.files(aside),
      time: Date(timeIntervalSince1970: now.wall).formatted(.iso8601))
    if let last, !isUrgent {
      let age = now.seconds(since: last.at)
      guard age >= (last.file.withoutTime == file.withoutTime ? 900 : 60) else { return }
    }
    // Where the own folder is gone the share may not be mounted: then nothing is written.
    guard let name = MemberName(member.name),
      (try? folder.list("\(member)/consortium"))?.isEmpty == false,
      (try? folder.replace(CanonicalJSON.encode(file), at: StatusPath(name))) != nil
    else { return }
    last = (file, now)
  }

  /// Only names of the protocol's own grammar leave the hospital.
  private static func files(_ aside: [String: Rejection]) -> [StatusFile.Aside] {
    aside.values.filter { ArtifactPath($0.file) != nil }
      .map { StatusFile.Aside(file: $0.file, code: $0.code) }
      .sorted { $0.file < $1.file }.prefix(50).map(\.self)
  }
}

extension Waiting {
  /// The stage as `status.json` names it.
  var stage: StatusStage {
    switch self {
    case .ownApproval: .ownApproval
    case .manifest: .manifest
    case .enrolments: .enrolments
    case .approvals: .approvals
    case .round(_, let wait): StatusStage(wait.stage)
    }
  }

  /// For whom is waited.
  var members: [MemberID] {
    switch self {
    case .ownApproval, .manifest: []
    case .enrolments(let names), .approvals(let names): names.compactMap(MemberID.init)
    case .round(_, let wait): wait.members
    }
  }
}
