import Artifacts
import Rounds
import SharedFolder
import Sodium

/// The foundation: one manifest, its approvals, the enrolments, and the genesis derived from them.
struct ConsortiumAudit {
  /// The manifest, once found.
  private(set) var manifest: Verified<Manifest>?
  /// What round 1 stands on, as derived here.
  private(set) var genesis: RoundOutcome?
  /// Returns and departures.
  private(set) var membership: MembershipAudit?
  /// The statements in `consortium/` folders, as links of their authors' chains.
  private(set) var authored: [Authored] = []
  /// The findings.
  private(set) var findings: [Finding] = []
  private let folder: AuditFolder

  /// Audits the `consortium/` folders.
  ///
  /// - Parameter session: the expected session in hex, or its first digits.
  init(_ folder: AuditFolder, session: String?) {
    self.folder = folder
    anchor(session)
    if let manifest { foundation(manifest) }
  }

  private mutating func anchor(_ session: String?) {
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

  private mutating func foundation(_ manifest: Verified<Manifest>) {
    let verifier = Verifier(session: manifest.digest, manifest: manifest.content)
    var approvals: [MemberID: Verified<Statement<ApprovalBody>>] = [:]
    var enrolments: [MemberID: Verified<Statement<EnrolmentBody>>] = [:]
    for member in manifest.content.members.map(\.id) {
      approvals[member] = take(Place(member: member, slot: .approval)) {
        file throws(Rejection) in try verifier.statement(ApprovalBody.self, file)
      }
      enrolments[member] = take(Place(member: member, slot: .enrol(1))) {
        file throws(Rejection) in try Verifier.enrolment(file)
      }
    }
    guard approvals.count == manifest.content.members.count,
      enrolments.count == manifest.content.members.count
    else { return }
    do {
      genesis = try Genesis.outcome(
        manifest: manifest, enrolments: enrolments, approvals: approvals,
        start: try start(manifest.content))
      authored += approvals.values.map { Authored($0) } + enrolments.values.map { Authored($0) }
      plan(manifest)
      let membership = MembershipAudit(folder, manifest)
      authored += membership.authored
      strangers(manifest.content)
      findings.append(
        Finding(
          .ok, .approvals, "all \(approvals.count) hospitals approved exactly this manifest"))
      findings += membership.findings
      self.membership = membership
    } catch {
      findings.append(Finding(error, .approvals, round: nil))
    }
  }

  /// The founder's parameters to start from, as they lie here; genesis holds them to the plan.
  private func start(_ manifest: Manifest) throws(Rejection) -> [UInt8]? {
    guard manifest.plan.start != nil else { return nil }
    let place = Place(member: manifest.coordinator, slot: .plan)
    let name = place.slot.name + ".safetensors"
    guard folder.list(place.directory).contains(name) else { return nil }
    return try folder.bytes(
      place.parameters, limit: try RoundArithmetic(manifest.plan).startFileSize())
  }

  private mutating func take<Content>(
    _ place: Place, _ verify: (UnverifiedFile) throws(Rejection) -> Verified<Content>
  ) -> Verified<Content>? {
    switch folder.read(place, verify) {
    case .valid(let value): return value
    case .absent:
      findings.append(
        Finding(
          .wait, .approvals, "is not here", file: place.json,
          next: "wait for the transfer, or ask \(place.member)"))
    case .rejected(let rejection): findings.append(Finding(rejection, .approvals, round: nil))
    }
    return nil
  }

  /// The founder's plan, published before the manifest: the same as in the manifest.
  private mutating func plan(_ manifest: Verified<Manifest>) {
    let founder = manifest.content.coordinator
    guard let identity = manifest.content.member(founder)?.identity else { return }
    let verifier = Verifier(session: .zero, identities: [founder: identity])
    let plan = take(Place(member: founder, slot: .plan)) { file throws(Rejection) in
      try verifier.statement(PlanBody.self, file)
    }
    guard let plan else { return }
    authored.append(Authored(plan))
    guard plan.content.body.plan != manifest.content.plan else { return }
    findings.append(
      Finding(
        .fail, .anchor, "is another plan than the manifest's", file: plan.place.json,
        next: "the hospitals joined on another plan than they approved: ask the founder"))
  }

  /// Folders and files beside those of the members.
  private mutating func strangers(_ manifest: Manifest) {
    for name in folder.list("") where MemberID(name).flatMap(manifest.member) == nil {
      // Plain files beside the members' folders are nobody's; only what looks like a member is.
      guard MemberID(name.lowercased()) != nil else { continue }
      findings.append(
        Finding(.note, .files, "belongs to no member and was not read", file: name))
    }
    for member in manifest.members.map(\.id) {
      for name in folder.list("\(member)/consortium") {
        let slot = ArtifactName(name).flatMap { Slot(name: $0.slot.description) }
        guard slot?.isConsortium != true else { continue }
        findings.append(
          Finding(
            .note, .files, "is no part of this version of the protocol and was not read",
            file: "\(member)/consortium/\(name)"))
      }
    }
  }
}
