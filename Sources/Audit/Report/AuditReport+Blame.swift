import Artifacts

extension AuditReport {
  /// What suspects do not explain, of the rounds up to one that everybody has closed: every
  /// `FAIL` and every `wait` that concerns no file of theirs.
  public func unexplained(by suspects: Set<MemberID>, through round: Int) -> [Finding] {
    let names = Set(suspects.map { $0.name[...] })
    func isOfSuspect(_ finding: Finding) -> Bool {
      finding.file.map { names.contains($0.prefix { $0 != "/" }) } ?? false
    }
    // Rounds in which something of a suspect is missing, or was exchanged after it was used: nobody
    // can tell then whether shares of others, who need not all have unmasked, are missing too.
    let undecided = Set(
      findings.filter { $0.word != .ok && isOfSuspect($0) }.compactMap(\.round))
    return findings.filter { finding in
      guard finding.word == .fail || finding.word == .wait else { return false }
      let isTheirs =
        isOfSuspect(finding)
        || finding.message.split(separator: " ").contains(where: names.contains)
      // A round that cannot be closed from what lies here lacks something of somebody.
      let isOpen =
        finding.word == .wait && !suspects.isEmpty
        && (finding.file == nil
          || finding.code == .shares && finding.round.map(undecided.contains) ?? false)
      let isInWork = finding.word == .wait && finding.round ?? .max > round
      return !isTheirs && !isOpen && !isInWork
    }
  }
}
