import Artifacts
import Foundation
import SharedFolder

/// `init`: the founder's keys, plan and enrolment.
public struct FoundConsortium {
  private let location: StateLocation
  private let passphrase: Passphrase?
  private let planFile: String
  private let data: String?

  /// Prepares to found a consortium in a shared directory.
  ///
  /// - Parameters:
  ///   - isProtected: whether new keys are put under a passphrase.
  ///   - passphraseFile: a private file with it; `nil` to ask on the terminal.
  public init(
    directory: String, id: String, state: String?, plan: String, data: String?,
    isProtected: Bool = false, passphraseFile: String? = nil
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    passphrase =
      isProtected ? Passphrase(subject: "the new keys of \(id)", file: passphraseFile) : nil
    planFile = plan
    self.data = data
  }

  /// Publishes plan and enrolment; returns what to tell the person.
  public func run() throws -> String {
    let read = try PlanFile.read(planFile)
    let (plan, start) = (read.plan, read.start)
    let folder = try SharedFolders.create(location.directory)
    if let other = try ConsortiumReader(folder: folder).founders().first,
      other.place.member != location.member
    {
      throw NodeError(
        .configuration, "\(other.place.member) has founded a consortium in this directory already",
        remedy: "join it with 'decaph-node join', or choose another --dir")
    }
    let hospital = try Hospital.createOrOpen(location, data: data, passphrase: passphrase)
    var settings = hospital.settings
    settings.founder = hospital.identity.publicKey
    try hospital.remember(settings)
    try hospital.remember(TrainerOptions(folder: read.trainerFolder))
    let author = Author(hospital: hospital)
    let parameters = Place(member: location.member, slot: .plan).parameters
    try author.issue(
      PlanBody(plan: plan), slot: .plan, beside: start.map { [(parameters, $0.file)] } ?? [])
    try author.enrol()
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    let reminder =
      data == nil
      ? "\n\nthis founder has no data yet: give them once with 'decaph-node --data PATH'" : ""
    let startText =
      start.map {
        "\nstart: \($0.text)\nstart: all of it lies unsealed in \(parameters) for whoever reads the "
          + "shared directory"
      } ?? ""
    return """
      Founded "\(plan.title)" in \(location.directory)
      \(FingerprintText.of(hospital))\(startText)

      next: each hospital runs   decaph-node join --dir DIR --id NAME --data PATH
            then here            \
      decaph-node admit --dir \(location.directory) NAME ...\(reminder)
      """
  }
}
