import Artifacts
import SharedFolder

/// Where a round's signed files are read from: the own outbox, the vault, the shared folder.
struct RoundSource {
  let round: Int
  let hospital: Hospital
  let folder: any Folder

  /// The slots of a member that are here, wherever, sorted by name.
  func slots(of member: MemberID) throws -> [Slot] {
    let directory = "\(member)/\(Place.roundFolder(round))"
    var names = Set(try hospital.journal.vault.names(in: directory))
    names.formUnion((try? folder.list(directory)) ?? [])
    var slots = Set(
      names.filter { $0.hasSuffix(".json") }
        .compactMap { Slot(name: String($0.dropLast(".json".count))) })
    if member == hospital.id { slots.formUnion(try hospital.signedSlots(round: round)) }
    return slots.sorted { $0.name < $1.name }
  }

  /// A file that this hospital signed, or that it has verified before.
  func kept(_ place: Place) throws -> UnverifiedFile? {
    if place.member == hospital.id { return try hospital.outboxFile(at: place) }
    return try hospital.vaulted(place)
  }

  /// A file as it lies in the folder now.
  func read(_ place: Place) throws -> UnverifiedFile? {
    do {
      return try ConsortiumReader(folder: folder).read(place)
    } catch {
      // One unreadable file must not stop the others from being read; it is tried again.
      return nil
    }
  }
}
