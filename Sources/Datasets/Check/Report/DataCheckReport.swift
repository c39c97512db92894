import Foundation

/// The findings of a check of data and its verdict; the same data give the same bytes.
public struct DataCheckReport: Sendable {
  /// What the paths are called, in the order in which they were given.
  public let parts: [String]
  /// All findings in order.
  public let findings: [DataFinding]
  /// The verdict.
  public let verdict: DataVerdict
  /// Classes by the plan's names, where there is a plan.
  let classes: [String]?
  /// Columns by the plan's names.
  let columns: [String]

  init(
    parts: [String], findings: [DataFinding], classes: [String]?, columns: [String]
  ) {
    self.parts = parts
    self.findings = findings
    self.classes = classes
    self.columns = columns
    verdict = DataVerdict(findings)
  }

  /// Files that a line of text names; JSON names all.
  private static let namedFiles = 3

  /// Lines for the hospital's own screen: they name files.
  public var text: String {
    let width = 2 + (parts.count > 1 ? (parts + ["all"]).map(\.count).max() ?? 0 : -2)
    var lines: [String] = []
    for finding in findings {
      let name = parts.count > 1 ? finding.part.map { parts[$0] } ?? "all" : ""
      lines.append(
        Self.pad(finding.word.rawValue, 6) + Self.pad(Self.plain(name), width)
          + Self.pad(finding.check.rawValue, 12) + Self.plain(finding.message))
      let named = finding.files.prefix(Self.namedFiles)
      lines += named.map { "        \(Self.plain($0))" }
      if finding.files.count > named.count {
        lines.append("        and \(finding.files.count - named.count) more: --json names all")
      }
      if let next = finding.next { lines.append("      next: \(Self.plain(next))") }
    }
    return (lines + ["", "verdict: \(verdict.rawValue)  (\(summary))"]).joined(separator: "\n")
  }

  /// Lines that others may read: words and rounded counts. No name in them comes from the data.
  public var countsOnly: String {
    var lines = ["counts for others, rounded to tens; <\(DisclosedCount.least) means 1 to 9"]
    for finding in findings {
      let name = parts.count > 1 ? finding.part.map { "part \($0 + 1)" } ?? "all" : ""
      let counts = finding.counts.map { $0.text(classes: classes, columns: columns) }
      let line =
        Self.pad(finding.word.rawValue, 6) + Self.pad(name, parts.count > 1 ? 9 : 0)
        + Self.pad(finding.check.rawValue, 12) + counts.joined(separator: ", ")
      lines.append(line.trimmingCharacters(in: .whitespaces))
    }
    return (lines + ["verdict: \(verdict.rawValue)"]).joined(separator: "\n")
  }

  /// JSON lines for the hospital's own use: one object per finding, then the verdict.
  public var jsonLines: String {
    struct Line: Encodable {
      let word: DataWord, check: DataCheckCode, part: String?, message: String
      let files: [String], next: String?
    }
    struct Last: Encodable { let verdict: DataVerdict, counts: [String: Int] }
    func encode(_ value: some Encodable) -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
    return
      (findings.map { finding in
        encode(
          Line(
            word: finding.word, check: finding.check, part: finding.part.map { parts[$0] },
            message: finding.message, files: finding.files, next: finding.next))
      } + [encode(Last(verdict: verdict, counts: counts))]).joined(separator: "\n")
  }

  private var counts: [String: Int] {
    Dictionary(grouping: findings, by: \.word.rawValue).mapValues(\.count)
  }

  private var summary: String {
    DataWord.allCases.compactMap { word in
      counts[word.rawValue].map { "\($0) \(word.rawValue)" }
    }.joined(separator: ", ")
  }

  /// No file's name moves the cursor or forges a line.
  private static func plain(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }.joined()
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
