import Artifacts
import Foundation

/// The findings of an audit and its verdict; the same input gives the same bytes.
public struct AuditReport: Sendable, Equatable {
  /// Digest of the manifest that was audited, if one was found.
  public let session: String?
  /// All findings in order.
  public let findings: [Finding]
  /// The verdict.
  public let verdict: Verdict

  init(session: String?, findings: [Finding]) {
    self.session = session
    self.findings = findings
    verdict = Verdict(findings)
  }

  /// Lines for people.
  public var text: String {
    var lines: [String] = []
    for finding in findings {
      let scope = finding.round.map { "round-\($0)" } ?? "consortium"
      let file = finding.file.map { "  [\($0)]" } ?? ""
      lines.append(
        Self.pad(finding.word.rawValue, 5) + Self.pad(scope, 12)
          + Self.pad(finding.code.rawValue, 13) + finding.message + file)
      if let next = finding.next { lines.append("     next: \(next)") }
    }
    lines.append("")
    lines.append("verdict: \(verdict.verdict.rawValue)  (\(summary))")
    lines.append(
      "no audit of files can show: whether gradients are honest, who colludes, what was never "
        + "published")
    return lines.joined(separator: "\n") + "\n"
  }

  /// JSON lines: one object per finding, then the verdict.
  public var jsonLines: String {
    func line(_ value: some Encodable) -> String {
      String(decoding: CanonicalJSON.encode(value), as: UTF8.self)
    }
    return findings.map(line).joined() + line(verdict)
  }

  private var summary: String {
    Word.allCases.compactMap { word in
      verdict.counts[word.rawValue].map { "\($0) \(word.rawValue)" }
    }.joined(separator: ", ")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
