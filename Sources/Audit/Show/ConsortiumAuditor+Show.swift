import Artifacts

extension ConsortiumAuditor {
  /// `show`: signed files in words. Whether what they say holds is `verify`'s question.
  ///
  /// - Parameter slot: `h1/round-000012/masked`, or without a member for all that have it.
  /// - Throws: ``AuditError`` 64 for what is no slot, or another session than the expected one; 66
  ///   when no such file is here.
  public func show(_ slot: String) throws(AuditError) -> Printout {
    let query = try SlotQuery(slot)
    let manifest = try anchored()
    if let member = query.member, manifest.content.member(member) == nil {
      throw AuditError(
        66, "'\(member)' is no member of this consortium",
        remedy: "members: " + manifest.content.members.map(\.id.name).joined(separator: ", "))
    }
    let reader = SlotReader(folder, directory, manifest)
    let members = query.member.map { [$0] } ?? manifest.content.members.map(\.id)
    let shown = members.compactMap {
      reader.read(Place(member: $0, round: query.round, slot: query.slot))
    }
    guard !shown.isEmpty else {
      let place = Place(member: members[0], round: query.round, slot: query.slot)
      throw AuditError(
        66, "no \(query.member == nil ? "\(place.folder)/\(query.slot.name)" : "\(place)") is here",
        remedy:
          "check the name, or wait for the transfer; 'decaph-audit verify' says what is missing")
    }
    let words = shown.map(\.word)
    return Printout(
      text: shown.map { $0.lines.joined(separator: "\n") + "\n" }.joined(separator: "\n"),
      jsonLines: shown.map(Printout.line).joined(),
      exitCode: words.contains(.fail) ? 1 : words.contains(.wait) ? 2 : 0)
  }

  /// The manifest, which has to be the expected one.
  func anchored() throws(AuditError) -> Verified<Manifest> {
    let consortium = ConsortiumAudit(folder, session: session)
    guard let manifest = consortium.manifest else {
      let why = consortium.findings.first { $0.word == .fail }.map { ": \($0.message)" } ?? ""
      throw AuditError(
        66, "no manifest is here\(why)", remedy: "check --dir; wait for the transfer")
    }
    if let session, !manifest.digest.hex.hasPrefix(session.lowercased()) {
      throw AuditError(
        64, "the session here is \(manifest.digest)", remedy: "check --session and --dir")
    }
    return manifest
  }
}
