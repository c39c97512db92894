import Artifacts
import Glibc
import SharedFolder

/// Copies from the outbox into the shared directory; nothing else writes there.
///
/// Each file of the round in work and of the one before is compared with what lies under its name
/// once per process, and every file is published again whenever it is gone: other bytes under an own
/// name mean a clone or tampering, and stop the node.
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
    let isListed = { (path: String) in
      listed.contains(String(path.split(separator: "/").last ?? ""))
    }
    var same: [(key: String, path: String)] = []
    for slot in slots.sorted(by: { $0.name < $1.name }) {
      let key = "\(name)/\(slot.name)"
      let paths = try hospital.journal.outbox.paths(of: key)
      let isThere = paths.allSatisfy { isListed($0) && (!isComparing || settled.contains($0)) }
      guard !isThere else { continue }
      let place = Place(member: hospital.id, round: round(of: name), slot: slot)
      if try hospital.isOvertaken(place) { continue }
      for path in paths where !isListed(path) || !settled.contains(path) {
        touched.remove(name)
        if isListed(path), try isSame(path, key) {
          same.append((key, path))
        } else {
          try publish(path, key)
        }
      }
    }
    // A crash may have come between the renaming of a file and its folder's way to the disk. One
    // file that is published again sees to that for all of them.
    if let last = same.last { try publish(last.path, last.key) }
    settled.formUnion(same.map(\.path))
    try touchLater(name)
  }

  /// Publishes a file; one that lies there must be the same.
  private func publish(_ path: String, _ key: String) throws {
    for file in try hospital.journal.outbox.files(of: key, where: { $0 == path }) {
      try folder.publish(file.bytes, at: path)
      settled.insert(path)
    }
  }

  /// Whether a file lies there as it was signed. What differs, or cannot be read, is left to its
  /// publication, which says why.
  private func isSame(_ path: String, _ key: String) throws -> Bool {
    try hospital.journal.outbox.files(of: key, where: { $0 == path }).allSatisfy { file in
      guard let there = try? folder.read(path, limit: file.bytes.count) else { return false }
      return there.count == file.bytes.count
        && memcmp(there, file.bytes, there.count) == 0
    }
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
