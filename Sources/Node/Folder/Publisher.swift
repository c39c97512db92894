import Artifacts
import SharedFolder

/// Copies from the outbox into the shared directory; nothing else writes there.
///
/// Each file of the round in work and of the one before is compared with what lies under its name, by
/// the first process that finds it there and by each later one if it was touched since; so is every
/// file of a slot of which another is gone. Whatever is gone is published again. Other bytes under an
/// own name mean a clone or tampering, and stop the node.
final class Publisher {
  private let hospital: Hospital
  private let folder: any Folder
  private let compared: ComparedFiles
  private var settled: Set<String> = []
  private var touched: Set<String> = []
  private var waiting: Set<String> = []

  init(hospital: Hospital, folder: any Folder) {
    self.hospital = hospital
    self.folder = folder
    compared = ComparedFiles(hospital.journal)
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
    var same: [(key: String, path: String, stamp: FileStamp?)] = []
    for slot in slots.sorted(by: { $0.name < $1.name }) {
      let key = "\(name)/\(slot.name)"
      let paths = try hospital.journal.outbox.paths(of: key)
      guard isComparing || !paths.allSatisfy(isListed) else { continue }
      let open = paths.filter { !isListed($0) || !isSettled($0, in: name) }
      guard !open.isEmpty else { continue }
      let place = Place(member: hospital.id, round: round(of: name), slot: slot)
      if try hospital.isOvertaken(place) { continue }
      for path in open {
        touched.remove(name)
        guard isListed(path) else {
          try publish(path, key)
          continue
        }
        // Taken before it is read, so that a change meanwhile is noticed.
        let stamp = try? folder.stamp(of: path)
        if try isSame(path, key) {
          same.append((key, path, stamp))
        } else {
          try publish(path, key)
        }
      }
    }
    // A crash may have come between the renaming of a file and its folder's way to the disk. One
    // file that is published again sees to that for all of them.
    if let last = same.last { try publish(last.path, last.key) }
    for file in same {
      settled.insert(file.path)
      compared.note(file.path, in: name, file.stamp)
    }
    compared.save()
    try touchLater(name)
  }

  /// Publishes a file; one that lies there must be the same.
  private func publish(_ path: String, _ key: String) throws {
    for file in try hospital.journal.outbox.files(of: key, where: { $0 == path }) {
      try folder.publish(file.bytes, at: path)
      settled.insert(path)
    }
  }

  /// Whether a file that is listed was compared by this process, or by an earlier one and nobody has
  /// touched it since.
  private func isSettled(_ path: String, in name: String) -> Bool {
    if settled.contains(path) { return true }
    guard let stamp = try? folder.stamp(of: path), compared.isKnown(path, in: name, stamp) else {
      return false
    }
    settled.insert(path)
    return true
  }

  /// Whether a file lies there as it was signed. What differs, or cannot be read, is left to its
  /// publication, which says why.
  private func isSame(_ path: String, _ key: String) throws -> Bool {
    try hospital.journal.outbox.files(of: key, where: { $0 == path }).allSatisfy { file in
      (try? folder.holds(file.bytes, at: path)) ?? false
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
