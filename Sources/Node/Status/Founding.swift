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
  ///
  /// - Parameter start: the parameters to start from as a hospital has kept them; by default those
  ///   that lie here.
  /// - Throws: `Rejection` where the parameters to start from are not here or not those of the plan:
  ///   nobody can approve without them; or where an enrolment or an approval does not fit.
  func genesis(
    _ manifest: Verified<Manifest>, start: [UInt8]? = nil
  ) throws -> RoundOutcome? {
    let start = try start ?? reader.start(manifest)
    let approvals = try reader.approvals(manifest)
    var enrolments: [MemberID: Verified<Statement<EnrolmentBody>>] = [:]
    for member in manifest.content.members {
      enrolments[member.id] = try? reader.enrolment(of: member.id)
    }
    do {
      return try Genesis.outcome(
        manifest: manifest, enrolments: enrolments, approvals: approvals, start: start)
    } catch {
      if error.code == .missing { return nil }
      throw error
    }
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
