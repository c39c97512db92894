import Artifacts
import SharedFolder

/// `join`: keys made here, an enrolment in the shared directory, a fingerprint to read out.
public struct JoinConsortium {
  private let location: StateLocation
  private let passphrase: Passphrase?
  private let data: String?
  private let former: FormerConsortium?

  /// Prepares to join the consortium of a shared directory.
  ///
  /// - Parameters:
  ///   - isProtected: whether new keys are put under a passphrase.
  ///   - passphraseFile: a private file with it; `nil` to ask on the terminal.
  public init(
    directory: String, id: String, state: String?, data: String?,
    isProtected: Bool = false, passphraseFile: String? = nil, after former: FormerConsortium? = nil
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    passphrase =
      isProtected ? Passphrase(subject: "the new keys of \(id)", file: passphraseFile) : nil
    self.data = data
    self.former = former
    guard data != nil || former != nil else {
      throw NodeError(
        .usage, "a hospital that joins has data", remedy: "give --data the folder or the CSV file")
    }
  }

  /// Publishes the enrolment; returns what to tell the person. A second call repeats the first.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let reader = ConsortiumReader(folder: folder)
    let founder = try reader.founder()
    guard founder.place.member != location.member else {
      throw NodeError(
        .usage, "\(location.member) has founded this consortium and is in it already",
        remedy: "run 'join' for the other hospitals")
    }
    let isNew = try !location.exists()
    if isNew { try checkIsOpen(folder, founder: founder.place.member) }
    let before = try former?.hospital(now: location)
    let plan = founder.content.body.plan
    try checkFollows(plan, before)
    let own = try (data ?? before?.settings.data).map {
      try OwnData($0, plan: plan, shared: location.directory).check() + "\n"
    }
    let hospital = try Hospital.createOrOpen(
      location, data: data ?? before?.settings.data, passphrase: passphrase,
      keysOf: former?.hasNewKeys == true ? nil : before)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    var settings = hospital.settings
    let founderKey = try reader.enrolment(of: founder.place.member).content.body.identity
    guard settings.founder == nil || settings.founder == founderKey else {
      throw NodeError(
        .violation, "\(founder.place.member) has another key than when this hospital joined",
        remedy: "the directory was tampered with: tell \(founder.place.member) by telephone")
    }
    settings.founder = founderKey
    try hospital.remember(settings)
    let enrolment = try Author(hospital: hospital).enrol(after: before)
    if let former, let before { try former.check(enrolment.content.body, before) }
    settings.remember(before)
    try hospital.remember(settings)
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    let columns = (ColumnsText.rows(plan.data) + ColumnsText.features(plan.data))
      .map { "  \($0)\n" }
    let table = columns.isEmpty ? "" : "\nthe table, to compare with the own file\n"
    return """
      \(location.member) asks to join "\(plan.title)", \
      founded by \(founder.place.member)
      \(FingerprintText.of(hospital))
      fingerprint of the founder, to compare:  \(founderKey.fingerprint)
      \(own ?? "")\(hint(plan))\(table)\(columns.joined())
      next: read the fingerprint to \(founder.place.member) by telephone; when the founder has
            admitted all and started:
            decaph-node approve \(location.options)
      """
  }

  /// For a hospital that may have forgotten to say where it was before; with its line end.
  private func hint(_ plan: Plan) -> String {
    guard former == nil, let follows = plan.follows else { return "" }
    return
      "follows session \(follows.session.hex.prefix(16)): a hospital that was in it joins with "
      + "--after and its\ndirectory, or is known by its fingerprint alone\n"
  }

  /// Whether the founder's plan follows the consortium that this hospital was in.
  private func checkFollows(_ plan: Plan, _ before: FormerHospital?) throws {
    guard let before, plan.follows?.session != before.settings.session else { return }
    throw NodeError(
      .configuration,
      "the consortium in \(location.directory) does not follow the one in "
        + before.location.directory,
      remedy: "check --dir and --after; the founder founds it with 'decaph-node init --after'")
  }

  /// Whether a new hospital of this name can still join.
  private func checkIsOpen(_ folder: any Folder, founder: MemberID) throws {
    let reader = ConsortiumReader(folder: folder)
    guard try reader.read(Place(member: location.member, slot: .enrol(1))) == nil else {
      throw NodeError(
        .configuration, "the name \(location.member) is taken in this directory",
        remedy: "choose another --id; if it is yours, give the --state that was used then")
    }
    guard try reader.read(Place(member: founder, slot: .manifest)) == nil else {
      throw NodeError(
        .configuration, "the manifest of this consortium is fixed: nobody can join it any more",
        remedy: "ask \(founder) to found a new consortium in another directory")
    }
  }
}
