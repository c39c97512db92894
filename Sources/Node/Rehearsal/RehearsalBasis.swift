import Artifacts
import Foundation
import Sodium

/// What is rehearsed: a plan, how many hospitals, and one hospital's own data.
///
/// The shared directory and the private state are only read, without a lock.
struct RehearsalBasis {
  /// From where the plan is, for people.
  let origin: String
  let plan: Plan
  /// The parameters to start from, where the plan names any.
  let start: [UInt8]?
  /// The session, which says what records are held out; zero before there is a manifest.
  let session: Digest
  /// The hospital that rehearses, then the others.
  let members: [MemberID]
  /// Who founds: one of them.
  let founder: MemberID
  let data: String
  let isPadded: Bool

  /// Finds plan, members and data.
  ///
  /// - Throws: `NodeError` 64 or 66 when one of them is not to be found; what reading the
  ///   consortium's files and the state throws.
  init(_ options: RehearsalOptions) throws {
    let id = try options.id.map(StateLocation.member)
    let settings: HospitalSettings?
    if let file = options.plan {
      let read = try PlanFile.read(file)
      (plan, start, session, settings) = (read.plan, read.start?.file, .zero, nil)
      origin = file
      members = try Self.members(id, count: options.hospitals ?? 3)
      founder = members[0]
    } else {
      let found = try RehearsalFolder(options, id: id).find()
      (plan, start, session) = (found.plan, found.start, found.session)
      (origin, members, settings) = (found.origin, found.members, found.settings)
      founder = members.contains(found.founder) ? found.founder : members[1]
    }
    guard let data = options.data ?? settings?.data else {
      throw NodeError(
        .usage, "it is not known where this hospital's data lie",
        remedy: "give --data PATH, or --dir and --id of a hospital that has joined")
    }
    guard FileManager.default.fileExists(atPath: data) else {
      throw NodeError(
        .missing, "there are no data at \(data)",
        remedy: "give --data the folder or the CSV file of this hospital")
    }
    self.data = data
    isPadded = options.isPadded ?? settings?.isPadded ?? true
  }

  /// A hospital among others that have no names yet.
  static func members(_ own: MemberID?, count: Int) throws -> [MemberID] {
    let names = try (1...count + 1).map { try StateLocation.member("h\($0)") }
    let own = own ?? names[0]
    return [own] + names.filter { $0 != own }.prefix(count - 1)
  }
}
