import Artifacts
import Rounds
import SharedFolder

/// `start`: the founder fixes the manifest, and approves it as a hospital.
public struct StartConsortium {
  private let directory: String
  private let location: StateLocation
  private let maxEpsilon: Double?
  private let acceptsNoNoise: Bool
  private let left: [MemberID]

  /// Prepares to start; without an id the founder is found in the directory.
  ///
  /// - Parameter left: who has asked to join and shall not be in it.
  public init(
    directory: String, id: String?, state: String?, maxEpsilon: Double?,
    acceptsNoNoise: Bool = false, without left: [String] = []
  ) throws {
    self.directory = directory
    location = try StateLocation.founder(directory: directory, id: id, state: state)
    self.maxEpsilon = maxEpsilon
    self.acceptsNoNoise = acceptsNoNoise
    self.left = try left.map(StateLocation.member)
  }

  /// Publishes manifest and approval; returns the session. A second call repeats the first.
  public func run() throws -> String {
    let folder = try SharedFolders.open(directory)
    let hospital = try Hospital.open(location)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    let reader = ConsortiumReader(folder: folder)
    let author = Author(hospital: hospital)
    let manifest = try author.manifest() ?? makeManifest(hospital, author, folder)
    if let member = left.first(where: { manifest.content.member($0) != nil }) {
      throw NodeError(
        .configuration, "the manifest is fixed already, and names \(member)",
        remedy: "found a new consortium in another directory; or all go on, and 'expel' \(member)")
    }
    // What is approved was held against the consortium before, which may be gone by now.
    let review =
      hospital.settings.session == manifest.digest
      ? nil : try SuccessionReview(of: manifest.content, hospital, folder)
    try ManifestApproval(hospital: hospital, review: review).give(
      manifest, start: try reader.start(manifest), maxEpsilon: maxEpsilon,
      acceptsNoNoise: acceptsNoNoise)
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    let trainer = manifest.content.plan.trainer == nil ? "" : " --trainer FOLDER"
    return """
      \(ManifestText.of(manifest))\(try review?.text ?? "")\(CapText.of(hospital, manifest))

      next: every other hospital runs   decaph-node approve --dir DIR --id NAME\(trainer)
            then each, also here        \
      decaph-node \(location.options)
      """
  }

  /// A mistyped name would leave in who shall not be in it, for good.
  private func checkLeft(_ reader: ConsortiumReader, _ hospital: Hospital) throws {
    let known = Array(hospital.settings.admitted.keys)
    let asked = try known + reader.applicants(besides: [location.member] + known)
    guard let stranger = left.first(where: { !asked.contains($0) }) else { return }
    guard stranger != location.member, !asked.isEmpty else {
      throw NodeError(
        .usage,
        stranger == location.member
          ? "--without \(stranger): it founds this consortium and is in it"
          : "--without \(stranger): nobody has asked to join",
        remedy: "leave it out")
    }
    throw NodeError(
      .usage, "--without \(stranger): nobody of that name has asked to join",
      remedy: "name one of " + asked.sorted().names)
  }

  /// Nobody can be added to a manifest: who has asked, is in it or was left out knowingly.
  private func checkNobodyIsForgotten(_ reader: ConsortiumReader, _ hospital: Hospital) throws {
    let known = [location.member] + hospital.settings.admitted.keys + left
    let forgotten = try reader.applicants(besides: known)
    guard forgotten.isEmpty else {
      throw NodeError(
        .configuration,
        "asked to join, and not admitted: \(forgotten.names); nobody can be added afterwards",
        remedy:
          "'decaph-node admit' them after comparing their fingerprints, or repeat 'start' with "
          + "--without NAME for each")
    }
  }

  private func makeManifest(
    _ hospital: Hospital, _ author: Author, _ folder: any Folder
  ) throws -> Verified<Manifest> {
    let reader = ConsortiumReader(folder: folder)
    try checkLeft(reader, hospital)
    try checkNobodyIsForgotten(reader, hospital)
    var members: [Manifest.Member] = []
    let own = try author.enrol()
    for (id, digest) in hospital.settings.admitted.merging(
      [location.member: own.digest], uniquingKeysWith: { _, own in own })
    where !left.contains(id) {
      let enrolment = try id == location.member ? own : reader.enrolment(of: id)
      guard enrolment.digest == digest else {
        throw NodeError(
          .violation, "\(enrolment.place.json) is not the enrolment that was admitted",
          remedy: "compare the fingerprint again by telephone, then 'admit' \(id) again")
      }
      members.append(
        Manifest.Member(
          id: id, identity: enrolment.content.body.identity,
          sealing: enrolment.content.body.sealing, enrolment: digest))
    }
    // The founder's own copy: what lies in the shared directory could have been exchanged.
    let place = Place(member: location.member, slot: .plan)
    guard let plan = try author.issued(PlanBody.self, at: place)?.content.body.plan else {
      throw NodeError(
        .configuration, "\(location.member) has not founded this consortium",
        remedy: "run 'decaph-node init' first, or give the founder's --id and --state")
    }
    do {
      _ = try RoundArithmetic(plan).parameters(n: members.count, of: members.count)
    } catch {
      throw NodeError(.configuration, error.message, remedy: "admit more hospitals, then start")
    }
    try PlanFitness(plan).check(members: members.count)
    let manifest = Manifest(coordinator: location.member, members: members, plan: plan)
    do throws(Rejection) {
      try manifest.check(file: "the manifest")
    } catch {
      throw NodeError(
        .violation, error.message, remedy: "admit only hospitals whose fingerprints you compared")
    }
    try SuccessionReview(of: manifest, hospital, folder).checkQuorum()
    return try author.issue(manifest)
  }
}
