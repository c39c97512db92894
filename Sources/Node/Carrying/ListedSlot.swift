import Artifacts
import SharedFolder

/// One slot of which a folder lists at least one file.
struct ListedSlot {
  let place: Place
  let member: MemberName
  let folder: ArtifactFolder
  let slot: ArtifactSlot
  let parts: Set<ArtifactName.Part>

  /// Where a part lies.
  func path(_ part: ArtifactName.Part) -> ArtifactPath {
    ArtifactPath(member: member, folder: folder, name: ArtifactName(slot, part))
  }

  /// Where the listed parts lie, in the order of publication.
  var paths: [ArtifactPath] {
    ArtifactName.Part.allCases.filter(parts.contains).map(path)
  }

  /// The slots of a member's folder: whoever reads them one after the other can check each.
  ///
  /// - Throws: `FolderError` as `Folder.list`.
  static func all(
    in shared: any Folder, of member: MemberName, _ folder: ArtifactFolder
  ) throws(FolderError) -> [ListedSlot] {
    guard let author = MemberID(member.name) else { return [] }
    let round = if case .round(let number) = folder { number } else { 0 }
    let names = try shared.artifacts(of: member, in: folder).names
    return Dictionary(grouping: names, by: \.slot).compactMap { slot, names -> ListedSlot? in
      guard let signed = Slot(name: slot.description) else { return nil }
      let place = Place(member: author, round: round, slot: signed)
      // What no statement can name is no place.
      guard Place(place.description) == place else { return nil }
      return ListedSlot(
        place: place, member: member, folder: folder, slot: slot, parts: Set(names.map(\.part)))
    }.sorted { ($0.rank, $0.place.description) < ($1.rank, $1.place.description) }
  }

  /// Keys come before what is signed with them.
  private var rank: Int {
    switch slot {
    case .enrol: 0
    case .plan: 1
    case .manifest: 2
    default: 3
    }
  }
}
