import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Reads what lies in the members' `consortium/` folders, before and after founding.
struct ConsortiumReader {
  let folder: any Folder

  /// The founder's signed plan.
  ///
  /// - Throws: `NodeError` 66 when there is none or more than one.
  func founder() throws -> Verified<Statement<PlanBody>> {
    let all = try founders()
    guard let founder = all.first else {
      throw NodeError(
        .missing, "no consortium is founded in this directory yet",
        remedy: "check --dir; the founder runs 'decaph-node init'")
    }
    guard all.count == 1 else {
      throw NodeError(
        .violation, "two founders: \(all.map(\.place.member.name).joined(separator: ", "))",
        remedy: "agree on one; the other removes its folder")
    }
    return founder
  }

  /// Every signed plan that lies here.
  func founders() throws -> [Verified<Statement<PlanBody>>] {
    try members().compactMap { member in
      let place = Place(member: member, slot: .plan)
      guard let file = try read(place) else { return nil }
      return try Verifier(
        session: .zero, identities: [member: try enrolment(of: member).content.body.identity]
      )
      .statement(PlanBody.self, file)
    }
  }

  /// A member's first enrolment, verified under the key that it introduces.
  func enrolment(of member: MemberID) throws -> Verified<Statement<EnrolmentBody>> {
    let place = Place(member: member, slot: .enrol(1))
    guard let file = try read(place) else {
      throw NodeError(
        .missing, "\(place.json) is not here",
        remedy: "\(member) runs 'decaph-node join'; then wait for the folder to synchronise")
    }
    return try Verifier.enrolment(file)
  }

  /// The one manifest that lies here.
  ///
  /// - Parameter founder: the founder whom the hospital that asks has joined; what strangers lay beside
  ///   that founder's manifest is then no hindrance.
  func manifest(by founder: IdentityPublicKey? = nil) throws -> Verified<Manifest> {
    let places = try members().map { Place(member: $0, slot: .manifest) }
    if let founder {
      let own = places.compactMap { place in
        (try? read(place)).flatMap { try? Verifier.manifest($0) }
      }.filter { $0.content.member($0.content.coordinator)?.identity == founder }
      if own.count == 1 { return own[0] }
    }
    let all = try places.compactMap { try read($0).map { try Verifier.manifest($0) } }
    guard let manifest = all.first else {
      throw NodeError(
        .missing, "there is no manifest in this directory yet",
        remedy: "the founder runs 'decaph-node start'; then wait for the folder to synchronise")
    }
    guard all.count == 1 else {
      throw NodeError(
        .violation,
        "there are two manifests in this directory: "
          + all.map(\.place.json).joined(separator: ", "),
        remedy: "tell the founder; one that is nobody's of the consortium can be removed")
    }
    return manifest
  }

  /// The parameters to start from, where the plan names any: checked, not decoded.
  ///
  /// - Throws: `Rejection`: `.missing` while they are not here completely, `.payload` if they are
  ///   not those that the plan names.
  func start(_ manifest: Verified<Manifest>) throws -> [UInt8]? {
    try start(of: manifest.content.plan, by: manifest.content.coordinator)
  }

  /// The parameters to start from that a founder has published beside its plan; see
  /// ``start(_:)``.
  func start(of plan: Plan, by founder: MemberID) throws -> [UInt8]? {
    guard let start = plan.start else { return nil }
    let place = Place(member: founder, slot: .plan)
    let path = place.parameters
    guard try folder.list(place.directory).contains(place.slot.name + ".safetensors") else {
      throw Rejection(
        .missing, file: path, "is not here, and the plan starts from it",
        remedy: "wait for the folder to synchronise; \(place.member)'s node publishes it again")
    }
    let bytes = try folder.read(path, limit: try RoundArithmetic(plan).startFileSize())
    guard Digest(hashing: bytes) == start.digest else {
      throw Rejection(
        .payload, file: path, "is not the start that the plan names",
        remedy: "wait for the transfer to finish; if it stays, \(place.member) puts back the file "
          + "whose 'b2sum -l 256' is \(start.digest.hex)")
    }
    return bytes
  }

  /// The approvals that are here already; one that is not complete is not here yet.
  func approvals(_ manifest: Verified<Manifest>) throws -> [MemberID: Verified<
    Statement<ApprovalBody>
  >] {
    // Signed with the manifest's keys, whatever came after.
    let verifier = Verifier(KeyRing(manifest))
    var approvals: [MemberID: Verified<Statement<ApprovalBody>>] = [:]
    for member in manifest.content.members.map(\.id) {
      if let file = try read(Place(member: member, slot: .approval)) {
        approvals[member] = try? verifier.statement(ApprovalBody.self, file)
      }
    }
    return approvals
  }

  /// What is listed; `nil` where something else than a folder lies, whoever has put it there.
  private func names(_ directory: String) throws -> Set<String>? {
    do throws(FolderError) {
      return try Set(folder.list(directory))
    } catch {
      if error.code == .notRegular { return nil }
      throw error
    }
  }

  /// The member folders, by name.
  func members() throws -> [MemberID] {
    try folder.list("").compactMap(MemberID.init).sorted()
  }

  /// Who has asked to join: members' folders with a valid enrolment, but for those that are known.
  func applicants(besides known: [MemberID]) throws -> [MemberID] {
    try members().filter { !known.contains($0) && (try? enrolment(of: $0)) != nil }
  }

  /// A file with its signature; `nil` while either is not listed.
  func read(_ place: Place) throws -> UnverifiedFile? {
    guard let names = try names(place.directory), names.contains(place.slot.name + ".json"),
      names.contains(place.slot.name + ".json.minisig")
    else { return nil }
    return UnverifiedFile(
      place: place,
      bytes: try folder.read(place.json, limit: CanonicalJSON.sizeLimit),
      signature: try folder.read(place.signature, limit: 4096))
  }
}

extension [MemberID] {
  /// The names in a sentence.
  var names: String { map(\.name).joined(separator: ", ") }
}
