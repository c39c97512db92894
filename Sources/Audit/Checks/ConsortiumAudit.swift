import Artifacts
import Rounds
import SharedFolder
import Sodium

/// The foundation: one manifest, its approvals, the enrolments, and the genesis derived from them.
struct ConsortiumAudit {
  /// The manifest, once found.
  var manifest: Verified<Manifest>?
  /// What round 1 stands on, as derived here.
  private(set) var genesis: RoundOutcome?
  /// Returns and departures.
  private(set) var membership: MembershipAudit?
  /// The statements in `consortium/` folders, as links of their authors' chains.
  private(set) var authored: [Authored] = []
  /// The findings.
  var findings: [Finding] = []
  let folder: AuditFolder

  /// Audits the `consortium/` folders.
  ///
  /// - Parameter session: the expected session in hex, or its first digits.
  init(_ folder: AuditFolder, session: String?) {
    self.folder = folder
    anchor(session)
    if let manifest { foundation(manifest) }
  }

  private mutating func foundation(_ manifest: Verified<Manifest>) {
    let verifier = Verifier(KeyRing(manifest))
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
    else {
      if approvals.isEmpty { nobodyApproved(manifest) }
      return
    }
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
