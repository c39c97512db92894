import Artifacts

extension AuditReport {
  /// What suspects do not explain, of the rounds up to one that everybody has closed: every
  /// `FAIL` and every `wait` that concerns no file of theirs.
  public func unexplained(by suspects: Set<MemberID>, through round: Int) -> [Finding] {
    let names = Set(suspects.map(\.name))
    // Rounds in which something of a suspect is missing, or was exchanged after it was used: nobody can
    // tell then whether the shares of others, who need not all have unmasked, are missing too.
    let undecided = Set(
      findings.filter { finding in
        finding.word != .ok
          && finding.file.map { names.contains(String($0.prefix { $0 != "/" })) } ?? false
      }.compactMap(\.round))
    return findings.filter { finding in
      guard finding.word == .fail || finding.word == .wait else { return false }
      let owner = finding.file?.split(separator: "/").first.map(String.init)
      let isTheirs = suspects.contains {
        $0.name == owner || finding.message.split(separator: " ").contains($0.name[...])
      }
      // A round that cannot be closed from what lies here lacks something of somebody.
      let isOpen = finding.word == .wait && finding.file == nil && !suspects.isEmpty
      let isInWork = finding.word == .wait && finding.round ?? .max > round
      let isUndecided =
        finding.word == .wait && finding.code == .shares
        && finding.round.map(undecided.contains) ?? false
      return !isTheirs && !isOpen && !isInWork && !isUndecided
    }
  }
}
