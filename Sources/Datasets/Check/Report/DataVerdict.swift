/// What a check of data says in the end.
public enum DataVerdict: String, Codable, Sendable {
  /// Nothing stands out.
  case ready
  /// A node would train on them; somebody should read the warnings first.
  case warnings = "ready, with warnings"
  /// Something has to be repaired before joining.
  case notReady = "not ready"

  init(_ findings: [DataFinding]) {
    let words = Set(findings.map(\.word))
    self = words.contains(.fail) ? .notReady : words.contains(.warn) ? .warnings : .ready
  }
}
