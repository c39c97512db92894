import Artifacts

extension AuditReport {
  /// What suspects do not explain, of the rounds up to one that everybody has closed: every
  /// `FAIL` and every `wait` that concerns no file of theirs.
  public func unexplained(by suspects: Set<MemberID>, through round: Int) -> [Finding] {
    findings.filter { finding in
      guard finding.word == .fail || finding.word == .wait else { return false }
      let owner = finding.file?.split(separator: "/").first.map(String.init)
      let isTheirs = suspects.contains {
        $0.name == owner || finding.message.split(separator: " ").contains($0.name[...])
      }
      // A round that cannot be closed from what lies here lacks something of somebody.
      let isOpen = finding.word == .wait && finding.file == nil && !suspects.isEmpty
      let isInWork = finding.word == .wait && finding.round ?? .max > round
      return !isTheirs && !isOpen && !isInWork
    }
  }
}
