import Artifacts
import Foundation
import SharedFolder

/// `init`: the founder's keys, plan and enrolment.
public struct FoundConsortium {
  private let location: StateLocation
  private let passphrase: Passphrase?
  private let planFile: String?
  private let data: String?
  private let former: FormerConsortium?

  /// Prepares to found a consortium in a shared directory.
  ///
  /// - Parameters:
  ///   - plan: the plan; `nil` for what is left of the one before.
  ///   - former: the consortium that this one goes on from.
  ///   - isProtected: whether new keys are put under a passphrase.
  ///   - passphraseFile: a private file with it; `nil` to ask on the terminal.
  public init(
    directory: String, id: String, state: String?, plan: String?, data: String?,
    isProtected: Bool = false, passphraseFile: String? = nil, after former: FormerConsortium? = nil
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    passphrase =
      isProtected ? Passphrase(subject: "the new keys of \(id)", file: passphraseFile) : nil
    planFile = plan
    self.data = data
    self.former = former
    guard plan != nil || former != nil else {
      throw NodeError(
        .usage, "there is no plan", remedy: "give --plan; 'decaph-node plan new' prints one")
    }
  }

  /// Publishes plan and enrolment; returns what to tell the person.
  public func run() throws -> String {
    let read = try planFile.map { try PlanFile.read($0) }
    let before = try former?.hospital(now: location)
    let (plan, start, text) = try contents(read, before)
    let data = data ?? before?.settings.data
    let own = try data.map {
      try OwnData($0, plan: plan, shared: location.directory).check() + "\n"
    }
    let folder = try SharedFolders.create(location.directory)
    if let other = try ConsortiumReader(folder: folder).founders().first,
      other.place.member != location.member
    {
      throw NodeError(
        .configuration, "\(other.place.member) has founded a consortium in this directory already",
        remedy: "join it with 'decaph-node join', or choose another --dir")
    }
    let hospital = try Hospital.createOrOpen(
      location, data: data, passphrase: passphrase,
      keysOf: former?.hasNewKeys == true ? nil : before)
    var settings = hospital.settings
    settings.founder = hospital.identity.publicKey
    settings.remember(before)
    try hospital.remember(settings)
    try hospital.remember(
      TrainerOptions(folder: read?.trainerFolder ?? before?.settings.trainer))
    let author = Author(hospital: hospital)
    let parameters = Place(member: location.member, slot: .plan).parameters
    try author.issue(
      PlanBody(plan: plan), slot: .plan, beside: start.map { [(parameters, $0)] } ?? [])
    let enrolment = try author.enrol(after: before)
    if let former, let before { try former.check(enrolment.content.body, before) }
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    let reminder =
      hospital.settings.data == nil
      ? "\n\nthis founder has no data yet: give them once with 'decaph-node --data PATH'" : ""
    let startText =
      start.map { _ in
        text.map { "\nstart: \($0)" }.joined()
          + "\nstart: all of it lies unsealed in \(parameters) for whoever reads the "
          + "shared directory"
      } ?? ""
    return """
      Founded "\(plan.title)" in \(location.directory)
      \(own ?? "")\(FingerprintText.of(hospital))\(startText)

      next: \(joining)
            then here            \
      decaph-node admit \(location.options) NAME ...\(reminder)
      """
  }

  /// The plan, the file of the parameters that it starts from, and what to say of these.
  private func contents(
    _ read: PlanContents?, _ before: FormerHospital?
  ) throws -> (plan: Plan, start: [UInt8]?, text: [String]) {
    if let before {
      let next = try SucceedingPlan(before, changed: read?.plan)
      return (next.plan, next.start, next.text)
    }
    guard let read else { preconditionFailure("there is a plan or a consortium before") }
    return (read.plan, read.start?.file, read.start.map { [$0.text] } ?? [])
  }

  private var joining: String {
    guard let former else {
      return "each hospital runs   decaph-node join --dir DIR --id NAME --data PATH"
    }
    return """
      each hospital of before runs   decaph-node join --dir DIR --id NAME --after \
      \(former.directory)
            a new one                      decaph-node join --dir DIR --id NAME --data PATH
      """
  }
}
