import Artifacts
import SharedFolder

/// Copies from the outbox into the shared directory; nothing else writes there.
///
/// Each file is compared with what lies under its name once per process, and published again
/// whenever it is gone: other bytes under an own name mean a clone or tampering, and stop the node.
final class Publisher {
  private let hospital: Hospital
  private let folder: any Folder
  private var settled: Set<String> = []
  private var touched: Set<String> = []
  private var waiting: Set<String> = []

  init(hospital: Hospital, folder: any Folder) {
    self.hospital = hospital
    self.folder = folder
  }

  /// Publishes what is missing of the consortium's files.
  func flushConsortium() throws { try flush("consortium") }

  /// Publishes what is missing of a round's files.
  func flush(round: Int) throws { try flush(Place.roundFolder(round)) }

  /// Publishes what is not there of a round's files; what lies there is not read.
  func flushMissing(round: Int) throws { try flush(Place.roundFolder(round), isComparing: false) }

  /// Publishes what is missing of everything that this hospital ever signed; what lies there is
  /// not read again, as that would take longer with every round.
  func flushAll() throws {
    for folder in try hospital.signedFolders() { try flush(folder, isComparing: false) }
  }

  private func flush(_ name: String, isComparing: Bool = true) throws {
    let slots = try hospital.signedSlots(in: name)
    guard !slots.isEmpty else { return }
    let listed = Set(try folder.list("\(hospital.id)/\(name)"))
    for slot in slots.sorted(by: { $0.name < $1.name }) {
      let key = "\(name)/\(slot.name)"
      let paths = try hospital.journal.outbox.paths(of: key)
      let isThere = paths.allSatisfy {
        (!isComparing || settled.contains($0))
          && listed.contains(String($0.split(separator: "/").last ?? ""))
      }
      guard !isThere else { continue }
      let place = Place(member: hospital.id, round: round(of: name), slot: slot)
      if try hospital.isOvertaken(place) { continue }
      for file in try hospital.journal.outbox.files(of: key) {
        try folder.publish(file.bytes, at: file.path)
        settled.insert(file.path)
        touched.remove(name)
      }
    }
    try touchLater(name)
  }

  /// Once after everything is there, at the look after the last publication at the earliest.
  private func touchLater(_ name: String) throws {
    guard let folder = ArtifactFolder(name), let member = MemberName(hospital.id.name),
      !touched.contains(name)
    else { return }
    guard waiting.contains(name) else {
      waiting.insert(name)
      return
    }
    waiting.remove(name)
    touched.insert(name)
    try self.folder.touch(folder, of: member)
  }

  private func round(of folder: String) -> Int { Int(folder.dropFirst("round-".count)) ?? 0 }
}
