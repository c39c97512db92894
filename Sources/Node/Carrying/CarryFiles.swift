import Artifacts
import SharedFolder

/// `carry`: files go between hospitals' copies of the shared directory on a medium.
///
/// Needs no private state and no key. What is carried in is held against its authors' signatures
/// first, so that no damaged or foreign file comes to lie under a name that another file needs.
public struct CarryFiles {
  private let directory: String
  private let member: MemberID
  private let name: MemberName
  private let medium: String
  private let way: CarryWay
  private let isForAll: Bool

  /// Prepares to carry.
  ///
  /// - Parameters:
  ///   - id: this hospital.
  ///   - medium: the folder in which the medium is mounted.
  ///   - isForAll: carry out all members' files, not only this hospital's own.
  public init(
    directory: String, id: String, medium: String, way: CarryWay, isForAll: Bool = false
  ) throws {
    member = try StateLocation.member(id)
    guard let name = MemberName(id) else { preconditionFailure("both grammars are one") }
    self.name = name
    self.directory = SharedLocation.absolute(directory)
    self.medium = medium
    self.way = way
    self.isForAll = isForAll
  }

  /// Carries what is new; what could not be carried is in the report.
  public func run() throws -> CarryReport {
    let shared = try SharedFolders.open(directory)
    let mount = try Medium.mount(medium, beside: directory)
    switch way {
    case .out: return try out(of: shared, to: mount)
    case .in: return try bring(into: shared, from: mount)
    }
  }

  private func out(of shared: DirectoryFolder, to mount: String) throws -> CarryReport {
    let consortium = try CarriedConsortium(shared)
    try checkMember(of: consortium)
    guard try isForAll || !shared.folders(of: name).names.isEmpty else {
      throw NodeError(
        .missing, "\(member) has published nothing in \(directory) yet",
        remedy: "check --id and --dir; run 'decaph-node join' or the node first")
    }
    let medium = Medium(mount, for: consortium)
    do throws(FolderError) {
      try medium.folder.makeInside()
    } catch {
      throw Self.failed(medium, error)
    }
    let tally = try run(
      Carrier(
        source: shared, target: medium.folder, member: name, only: isForAll ? nil : name,
        isWritingOwn: true, consortium: consortium), medium)
    return report(tally, medium)
  }

  private func bring(into shared: DirectoryFolder, from mount: String) throws -> CarryReport {
    let medium: Medium
    let consortium: CarriedConsortium
    if try ConsortiumReader(folder: shared).founders().isEmpty {
      medium = try Medium(only: mount)
      consortium = try CarriedConsortium(medium.folder)
      guard consortium.folderName == medium.name else {
        throw NodeError(
          .violation, "\(medium.path) is not the folder of the plan that lies in it",
          remedy: "keep the medium; ask who carried it out")
      }
    } else {
      let known = try CarriedConsortium(shared)
      medium = try Medium(mount, holding: known)
      consortium = try CarriedConsortium(shared, or: medium.folder)
    }
    try checkMember(of: consortium)
    let tally = try run(
      Carrier(
        source: medium.folder, target: shared, member: name, only: nil, isWritingOwn: false,
        consortium: consortium), medium)
    return report(tally, medium)
  }

  /// Carries; what is wrong with the medium is said of the medium.
  private func run(_ carrier: Carrier, _ medium: Medium) throws -> CarryTally {
    do {
      return try carrier.run()
    } catch let failure as Carrier.TargetFailure {
      throw way == .out ? Self.failed(medium, failure.error) : NodeError(wrapping: failure.error)
    } catch let error as FolderError {
      throw way == .in ? Self.failed(medium, error) : NodeError(wrapping: error)
    }
  }

  private func checkMember(of consortium: CarriedConsortium) throws {
    guard consortium.has(member) else {
      throw NodeError(
        .usage, "\(member) is no member of this consortium",
        remedy: "the members are "
          + (consortium.manifest?.content.members ?? []).map(\.id.name).joined(separator: ", "))
    }
  }

  private func report(_ tally: CarryTally, _ medium: Medium) -> CarryReport {
    let status = try? ConsortiumStatus(directory: directory, id: nil, state: nil, rounds: 1).look()
    return CarryReport(
      tally, way, medium: medium, directory: directory, now: status?.present.text)
  }

  /// What went wrong on the medium, in its own terms.
  private static func failed(_ medium: Medium, _ error: FolderError) -> NodeError {
    let wrapped = NodeError(wrapping: error)
    return NodeError(
      error.code == .notRegular ? .violation : wrapped.status,
      "on the medium \(medium.path): \(error.message)",
      remedy: error.code == .io || error.code == .notReady
        ? "is it write-protected, mounted for this account, or damaged? Run the same again"
        : error.code == .full ? "make room on it; run the same again" : error.remedy)
  }
}
