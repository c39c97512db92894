import Artifacts
import Rounds

/// How far founding has come, as the shared directory alone shows it.
struct Founding {
  let reader: ConsortiumReader

  /// The manifest that lies here; `nil` while there is none.
  func manifest() throws -> Verified<Manifest>? {
    do {
      return try reader.manifest()
    } catch let error as NodeError where error.status == .missing {
      return nil
    }
  }

  /// The outcome of round 0; `nil` while an approval or an enrolment is missing.
  func genesis(_ manifest: Verified<Manifest>) throws -> RoundOutcome? {
    var enrolments: [MemberID: Verified<Statement<EnrolmentBody>>] = [:]
    for member in manifest.content.members {
      enrolments[member.id] = try? reader.enrolment(of: member.id)
    }
    return try? Genesis.outcome(
      manifest: manifest, enrolments: enrolments, approvals: try reader.approvals(manifest),
      start: try reader.start(manifest))
  }

  /// For whom founding waits.
  func present(_ manifest: Verified<Manifest>) throws -> Present {
    let ids = manifest.content.members.map(\.id)
    let approvals = try reader.approvals(manifest)
    let missing = ids.filter { approvals[$0] == nil }
    let absent = ids.filter { (try? reader.enrolment(of: $0)) == nil }
    return Present(
      missing.isEmpty ? .enrolments(absent.map(\.name)) : .approvals(missing.map(\.name)))
  }
}
