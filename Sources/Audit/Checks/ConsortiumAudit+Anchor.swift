import Artifacts

/// The manifest: whose, which, and whether anybody approved it.
extension ConsortiumAudit {
  /// Finds the manifest, and says which session it is.
  mutating func anchor(_ session: String?) {
    let members = folder.list("").compactMap(MemberID.init).sorted()
    var rejected: [(member: MemberID, rejection: Rejection)] = []
    let manifests = members.compactMap { member -> Verified<Manifest>? in
      let place = Place(member: member, slot: .manifest)
      switch folder.read(place, { file throws(Rejection) in try Verifier.manifest(file) }) {
      case .absent: return nil
      case .rejected(let rejection):
        rejected.append((member, rejection))
        return nil
      case .valid(let manifest): return manifest
      }
    }
    let expected = session.flatMap { session in
      manifests.first { $0.digest.hex.hasPrefix(session.lowercased()) }
    }
    for (member, rejection) in rejected {
      // A stranger's folder cannot spoil the audit of a session that is known.
      let isStranger = expected.map { $0.content.member(member) == nil } ?? false
      findings.append(
        isStranger
          ? Finding(.note, .files, "is no manifest of this session", file: rejection.file)
          : Finding(rejection, .anchor, round: nil))
    }
    guard let manifest = expected ?? manifests.first else {
      findings.append(
        Finding(
          .wait, .anchor, "no manifest is here", next: "check --dir; wait for the transfer"))
      return
    }
    for other in manifests where other != manifest {
      findings.append(
        Finding(
          expected == nil ? .fail : .note, .anchor, "is a second manifest",
          file: other.place.json,
          next: expected == nil ? "give --session: ask a member which one it approved" : nil))
    }
    if let session, !manifest.digest.hex.hasPrefix(session.lowercased()) {
      findings.append(
        Finding(
          .fail, .anchor, "the session is \(manifest.digest.hex), not the expected one",
          file: manifest.place.json, next: "this is another consortium than the one you trust"))
    } else {
      findings.append(
        Finding(
          .ok, .anchor,
          "session \(manifest.digest.hex)"
            + (session == nil ? " (compare it with a member's, or give --session)" : "")))
    }
    self.manifest = manifest
  }

  /// Approvals that all are wrong tell of the manifest: it, too, may be what was exchanged.
  mutating func nobodyApproved(_ manifest: Verified<Manifest>) {
    let places = manifest.content.members.map { Place(member: $0.id, slot: .approval) }
    let areWrong = places.allSatisfy { place in
      findings.contains { finding in
        finding.word == .fail && finding.code == .approvals
          && [place.json, place.signature].contains(finding.file)
      }
    }
    guard areWrong else { return }
    findings.append(
      Finding(
        .fail, .approvals, "is a manifest of which no approval is here: all approvals are wrong",
        file: manifest.place.json,
        next: "ask a member which session it approved: the manifest may be another than that"))
  }
}
