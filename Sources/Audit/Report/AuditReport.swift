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
  public var text: String { text(isColoured: false) }

  /// Lines for people, on a terminal with what is wrong and what has no noise in red.
  public func text(isColoured: Bool) -> String {
    func mark(_ line: String, _ finding: Finding) -> String {
      let isRed = isColoured && (finding.word == .fail || finding.code == .noise)
      return isRed ? "\u{1b}[31m\(line)\u{1b}[0m" : line
    }
    var lines: [String] = []
    for finding in findings {
      let scope = finding.round.map { "round-\($0)" } ?? "consortium"
      let file = finding.file.map { "  [\(Self.plain($0))]" } ?? ""
      let line =
        TextTable.pad(finding.word.rawValue, 5) + TextTable.pad(scope, 12)
        + TextTable.pad(finding.code.rawValue, 13) + Self.plain(finding.message) + file
      lines.append(mark(line, finding))
      if let next = finding.next { lines.append("     next: \(Self.plain(next))") }
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
    findings.map { Printout.line($0) }.joined() + Printout.line(verdict)
  }

  private var summary: String {
    Word.allCases.compactMap { word in
      verdict.counts[word.rawValue].map { "\($0) \(word.rawValue)" }
    }.joined(separator: ", ")
  }

  /// Text of files, with everything but printable ASCII made visible: no name forges a line.
  static func plain(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      (0x20...0x7e).contains(scalar.value)
        ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }.joined()
  }
}
