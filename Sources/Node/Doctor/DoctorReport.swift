import Artifacts

/// All that the doctor found, in the order of ``DoctorCheck``.
public struct DoctorReport: Sendable {
  /// The findings.
  public let findings: [DoctorFinding]

  /// Of more than one failure the first one counts.
  public init(_ findings: [DoctorFinding]) { self.findings = findings }

  /// 0 where there is nothing to do, 1 where something should be looked at, otherwise what the node
  /// itself would end with for the first `FAIL`.
  public var code: Int32 {
    if let failure = findings.first(where: { $0.word == .fail }) {
      return (failure.status ?? .software).rawValue
    }
    return findings.contains { $0.word == .note } ? 1 : 0
  }

  /// The verdict in words.
  public var verdict: String {
    switch code {
    case 0: "nothing to do"
    case 1: "works; read the notes"
    default: "the node cannot work here"
    }
  }

  /// Lines for people.
  public var text: String {
    let lines = findings.flatMap { finding in
      [
        Self.pad(finding.word.rawValue, 6) + Self.pad(finding.check.rawValue, 12)
          + Prediction.printable(finding.text)
      ] + (finding.next.map { ["      next: " + Prediction.printable($0)] } ?? [])
    }
    let counts = DoctorWord.allCases.compactMap { word in
      let count = findings.count { $0.word == word }
      return count == 0 ? nil : "\(count) \(word.rawValue)"
    }
    return (lines + ["", "verdict: \(verdict)  (\(counts.joined(separator: ", ")); exit \(code))"])
      .joined(separator: "\n")
  }

  /// JSON lines, canonical: one object for each finding, then the verdict.
  public var json: [String] {
    struct Line: Encodable {
      let word: DoctorWord, check: DoctorCheck, text: String, next: String?, exit: Int?
    }
    struct Last: Encodable { let verdict: String, exit: Int }
    func encode(_ value: some Encodable) -> String {
      String(decoding: CanonicalJSON.encode(value).dropLast(), as: UTF8.self)
    }
    return findings.map {
      encode(
        Line(
          word: $0.word, check: $0.check, text: $0.text, next: $0.next,
          exit: $0.status.map { Int($0.rawValue) }))
    } + [encode(Last(verdict: verdict, exit: Int(code)))]
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
