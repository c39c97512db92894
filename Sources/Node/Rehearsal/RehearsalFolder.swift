import Artifacts
import Sodium

/// Reads from a shared directory and a private state what is to be rehearsed.
struct RehearsalFolder {
  private let options: RehearsalOptions
  private let id: MemberID?

  init(_ options: RehearsalOptions, id: MemberID?) { (self.options, self.id) = (options, id) }

  /// What was found.
  struct Found {
    let origin: String
    let plan: Plan
    let start: [UInt8]?
    let session: Digest
    let members: [MemberID]
    let founder: MemberID
    let settings: HospitalSettings?
  }

  /// Looks; the approved manifest goes before the one that lies in the directory, and that before
  /// the founder's plan.
  func find() throws -> Found {
    let reader = ConsortiumReader(folder: try SharedFolders.open(options.directory))
    let hospital = try look()
    if let manifest = try hospital?.pinnedManifest() ?? Founding(reader: reader).manifest() {
      guard options.hospitals == nil else {
        throw NodeError(
          .usage, "--hospitals has nothing to say: the manifest names the hospitals",
          remedy: "leave it out, or give --plan in place of --dir")
      }
      let start = try hospital?.vaultedStart(of: manifest) ?? reader.start(manifest)
      return Found(
        origin: "the manifest in \(options.directory)", plan: manifest.content.plan, start: start,
        session: manifest.digest, members: try members(of: manifest.content),
        founder: manifest.content.coordinator, settings: hospital?.settings)
    }
    let founder = try reader.founder()
    let plan = founder.content.body.plan
    let joined = try reader.members().count
    return Found(
      origin: "the founder's plan in \(options.directory)", plan: plan,
      start: try reader.start(of: plan, by: founder.place.member), session: .zero,
      members: try RehearsalBasis.members(id, count: options.hospitals ?? max(3, joined)),
      founder: founder.place.member, settings: hospital?.settings)
  }

  /// The hospital's state, if there is one.
  private func look() throws -> Hospital? {
    guard let id else { return nil }
    let location = try StateLocation(
      directory: options.directory, id: id.name, state: options.state)
    guard try location.exists() else {
      guard options.state == nil else {
        throw NodeError(
          .missing, "there is no private state at \(location.state)",
          remedy: "check --state and --id")
      }
      return nil
    }
    return try Hospital.look(location)
  }

  /// The manifest's hospitals, the one that rehearses first.
  private func members(of manifest: Manifest) throws -> [MemberID] {
    let ids = manifest.members.map(\.id)
    let own = id ?? manifest.coordinator
    guard ids.contains(own) else {
      throw NodeError(
        .usage, "\(own) is no member of this consortium",
        remedy: "the members are \(ids.map(\.name).joined(separator: ", "))")
    }
    return [own] + ids.filter { $0 != own }
  }
}
