import Artifacts
import Rounds

/// An audit with what it read on the way, for whatever is told beside the findings.
struct Examination {
  /// The findings and the verdict.
  let report: AuditReport
  /// The manifest that was audited, if one was found.
  let manifest: Verified<Manifest>?
  /// Results, history, chains; `nil` where the foundation does not pass.
  let walk: RoundWalk?
}
