import Artifacts

/// What a reading command prints, for people and for programs, and the exit code with which it ends.
public struct Printout: Sendable, Equatable {
  /// Lines for people.
  public let text: String
  /// One JSON object per line.
  public let jsonLines: String
  /// As ``Verdict/exitCode``.
  public let exitCode: Int32

  init(text: String, jsonLines: String, exitCode: Int32) {
    self.text = text
    self.jsonLines = jsonLines
    self.exitCode = exitCode
  }

  /// What was read off an audit of all rounds: its lines, then the verdict.
  init(_ lines: [String], json: [any Encodable], _ report: AuditReport) {
    let verdict = report.verdict
    var lines = lines + ["", "verdict: \(verdict.verdict.rawValue)"]
    if verdict.exitCode != 0 {
      let faults = report.findings.filter { $0.word == .fail || $0.word == .wait }
      let first = faults.first { $0.word == (verdict.integrity ? .wait : .fail) }
      let what = first.map { " (\($0.word.rawValue) \($0.code.rawValue): \($0.message)" }
      let file = first?.file.map { "  [\($0)]" } ?? ""
      lines[lines.count - 1] += AuditReport.plain((what ?? "") + file) + (what == nil ? "" : ")")
      lines.append("     next: 'decaph-audit verify --all' names every file concerned")
    }
    self.init(
      text: lines.joined(separator: "\n") + "\n",
      jsonLines: (json + [verdict]).map(Self.line).joined(), exitCode: verdict.exitCode)
  }

  static func line(_ value: any Encodable) -> String {
    String(decoding: CanonicalJSON.encode(value), as: UTF8.self)
  }
}
