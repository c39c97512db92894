import Artifacts
import SharedFolder

/// `admit`: the founder takes in the enrolments whose fingerprints it has compared.
public struct AdmitMembers {
  private let directory: String
  private let location: StateLocation
  private let members: [MemberID]

  /// Prepares to admit members; without an id the founder is found in the directory.
  public init(directory: String, id: String?, state: String?, members: [String]) throws {
    self.directory = directory
    location = try StateLocation.founder(directory: directory, id: id, state: state)
    self.members = try members.map(StateLocation.member)
  }

  /// Remembers the admitted enrolments; returns their fingerprints for comparison.
  public func run() throws -> String {
    let folder = try SharedFolders.open(directory)
    let hospital = try Hospital.open(location)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    guard hospital.settings.session == nil else {
      throw NodeError(
        .configuration, "the manifest is fixed already; nobody can be admitted to it",
        remedy: "found a new consortium in another directory")
    }
    let reader = ConsortiumReader(folder: folder)
    var settings = hospital.settings
    let before = try settings.former.map { try FormerHospital($0).predecessor().consortium }
    var lines: [String] = []
    // The founder is in it anyway.
    for member in members where member != location.member {
      let enrolment = try reader.enrolment(of: member)
      do {
        _ = try enrolment.content.body.keys.member(member)
      } catch {
        throw NodeError(
          .violation, "\(enrolment.place.json): \(error.message)",
          remedy: "\(member) has to join again under another name")
      }
      settings.admitted[member] = enrolment.digest
      lines.append("\(member)  \(enrolment.content.body.identity.fingerprint)")
      let standing = before?.standing(of: member, enrolment.content.body)
      if let change = standing.flatMap({ StandingText.of(member, $0) }) {
        lines.append("  " + change)
      }
    }
    try hospital.remember(settings)
    let all = settings.admitted.keys.sorted().map(\.name).joined(separator: ", ")
    let others = try reader.applicants(besides: [location.member] + settings.admitted.keys)
    let open = others.isEmpty ? "" : "\nAsked to join, and not admitted: \(others.names)"
    return """
      Admitted, if each has read out exactly this fingerprint:
        \(lines.joined(separator: "\n  "))
      Admitted so far: \(all), and the founder \(location.member)\(open)

      next: when all are admitted   decaph-node start \(location.options)
      """
  }
}
