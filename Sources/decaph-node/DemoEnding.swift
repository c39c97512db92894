import Audit
import Console
import Foundation
import Node

/// The last lines of a demo: the audit's verdict, where the files are, what to run next.
struct DemoEnding {
  let folder: DemoFolder
  let report: AuditReport

  var text: String {
    """
    audit      every round recomputed bit for bit: \(report.verdict.verdict.rawValue)

    files      \(folder.shared)
    next       \(start)decaph-audit verify --all --dir \(ShellWord.quoted(folder.shared)) \
    --key \(ShellWord.quoted(folder.auditorKey))
               \(start)decaph-node plan new > plan.toml   (a plan of your own)
    """
  }

  /// What starts a program that was built here and is not installed.
  private var start: String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    return program.contains("/.build") ? "swift run -c release " : ""
  }
}
