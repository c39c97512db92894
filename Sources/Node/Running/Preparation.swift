import Artifacts
import Rounds
import SharedFolder
import Sodium

/// From a joined hospital to round 1: manifest approved by all, genesis derived.
struct Preparation {
  let hospital: Hospital
  let folder: any Folder

  /// What is there, or what is waited for.
  enum State {
    case waiting(Waiting)
    case ready(Verified<Manifest>, Tip)
  }

  /// Looks once.
  func next() throws -> State {
    let reader = ConsortiumReader(folder: folder)
    guard let manifest = try hospital.pinnedManifest() else {
      // What is not complete yet, or not valid, is not here yet.
      let founder = hospital.settings.founder
      guard let manifest = try? reader.manifest(by: founder).content else {
        return .waiting(.manifest)
      }
      // Of anybody else than the founder whom this hospital joined, and of that founder's in another
      // consortium, 'approve' says what is wrong.
      let entry = manifest.member(manifest.coordinator)
      let isFounders =
        entry?.identity == founder
        && entry?.enrolment == (try? reader.enrolment(of: manifest.coordinator).digest)
      guard !isFounders || manifest.member(hospital.id) != nil else {
        throw NodeError(
          .configuration, "the manifest is fixed and does not name \(hospital.id)",
          remedy:
            "ask \(manifest.coordinator) to found a new consortium in another directory, with "
            + "\(hospital.id)")
      }
      return .waiting(.ownApproval)
    }
    if let tip = try hospital.tip() { return .ready(manifest, tip) }
    let approvals = try reader.approvals(manifest)
    let missing = manifest.content.members.map(\.id).filter { approvals[$0] == nil }
    guard missing.isEmpty else { return .waiting(.approvals(missing.map(\.name))) }
    var enrolments: [MemberID: Verified<Statement<EnrolmentBody>>] = [:]
    for member in manifest.content.members {
      enrolments[member.id] = try? reader.enrolment(of: member.id)
    }
    let absent = manifest.content.members.map(\.id).filter { enrolments[$0] == nil }
    guard absent.isEmpty else { return .waiting(.enrolments(absent.map(\.name))) }
    let outcome = try Genesis.outcome(
      manifest: manifest, enrolments: enrolments, approvals: approvals,
      start: try hospital.vaultedStart(of: manifest) ?? reader.start(manifest))
    for file in enrolments.values { try hospital.vault(file.file) }
    let now = hospital.clock.now()
    let tip = Tip(outcome.result, bytes: outcome.resultBytes, since: now, after: nil)
    let coordinator = manifest.content.coordinator
    let others = LeaderDraw.ranking(outcome.result.roster.ids, commit: outcome.result.commit)
      .filter { $0 != coordinator }
    try hospital.advance(
      to: tip, model: outcome.modelBytes,
      duty: OwedRecord(outcome, ranking: [coordinator] + others, since: now))
    return .ready(manifest, tip)
  }
}
