import Artifacts

extension AuditReport {
  /// What suspects do not explain, of the consortium and of the rounds up to one that everybody has
  /// closed: every `FAIL` and every `wait` that concerns no file of theirs.
  ///
  /// - Parameters:
  ///   - suspects: who may have signed, exchanged or taken away anything of their own.
  ///   - round: what lies in later rounds may still be on its way.
  public func unexplained(by suspects: Set<MemberID>, through round: Int) -> [Finding] {
    let names = Set(suspects.map { $0.name[...] })
    func isOfSuspect(_ finding: Finding) -> Bool {
      finding.file.map { names.contains($0.prefix { $0 != "/" }) } ?? false
    }
    // Rounds in which a statement of a suspect is missing, or was exchanged after it was used: nobody
    // can tell then whether shares of others, who need not all have unmasked, are missing too.
    let undecided = Set(
      findings.filter {
        $0.word != .ok && isOfSuspect($0) && ![.files, .restart, .participants].contains($0.code)
      }.compactMap(\.round))
    return findings.filter { finding in
      guard finding.word == .fail || finding.word == .wait else { return false }
      if isOfSuspect(finding) { return false }
      // A copy proves what a suspect signed; what an honest author says of a suspect's statement may be
      // all that is left of it.
      if names.contains(where: { finding.message.hasSuffix(": \($0) signed two") }) { return false }
      let isAboutSuspect = finding.message.split(separator: " ").contains(where: names.contains)
      if isAboutSuspect, finding.word == .wait || finding.code == .heads { return false }
      guard finding.word == .wait else { return true }
      if finding.round ?? 0 > round { return false }
      // A round that cannot be closed from what lies here lacks something of somebody.
      let isUndecided = finding.code == .shares && finding.round.map(undecided.contains) ?? false
      return suspects.isEmpty || finding.file != nil && !isUndecided
    }
  }
}
