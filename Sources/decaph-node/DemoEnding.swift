import Audit
import Node

/// The last lines of a demo: the audit's verdict, where the files are, what to run next.
struct DemoEnding {
  let folder: DemoFolder
  let report: AuditReport

  var text: String {
    """
    audit      every round recomputed bit for bit: \(report.verdict.verdict.rawValue)

    files      \(folder.shared)
    next       swift run -c release decaph-audit verify --all --dir \(folder.shared) \
    --key \(folder.auditorKey)
               swift run -c release decaph-node plan new > plan.toml   (a plan of your own)
    """
  }
}
