import Artifacts
import SharedFolder
import Sodium

/// At start: does the shared directory hold something of this hospital's that its journal does
/// not know?
///
/// Then the private state was rolled back or cloned. Going on could sign a slot twice, so the
/// node refuses. The other way round, an empty folder where there was one, is most often a
/// missing mount.
struct OwnFolderCheck {
  let hospital: Hospital
  let folder: any Folder

  /// - Throws: `NodeError` 78 when the state is behind the folder, 75 when the folder is not
  ///   mounted.
  func run() throws {
    let known = try hospital.journal.outbox.slots()
    let own = try folder.list(hospital.id.name)
    if own.isEmpty, known.contains(where: { $0.hasPrefix("round-") }) {
      throw NodeError(
        .tryLater, "this hospital's own folder \(hospital.id)/ is empty, although it has published",
        remedy: "mount the shared directory, or wait until it is synchronised")
    }
    let tip = try hospital.tip()?.document().round ?? -1
    for name in own.sorted() {
      let isRecent = Int(name.dropFirst("round-".count)).map { $0 >= tip } ?? true
      if isRecent { try check("\(hospital.id)/\(name)", key: name, known: Set(known)) }
    }
  }

  private func check(_ directory: String, key: String, known: Set<String>) throws {
    for name in try folder.list(directory) where name.hasSuffix(".json") {
      guard Slot(name: String(name.dropLast(5))) != nil else { continue }
      let slot = "\(key)/\(name.dropLast(5))"
      let path = "\(directory)/\(name)"
      guard known.contains(slot) else {
        throw behind(path, "is not known to this hospital's state")
      }
      let file = try hospital.journal.outbox.files(of: slot).first { $0.path == path }
      let published = try folder.read(path, limit: CanonicalJSON.sizeLimit)
      guard published.isEmpty || file?.bytes == published else {
        throw behind(path, "is not what this hospital signed")
      }
    }
  }

  private func behind(_ path: String, _ what: String) -> NodeError {
    NodeError(
      .configuration, "\(path) \(what): the private state was rolled back or copied",
      remedy: "stop every other node of \(hospital.id); restore the newest state; sign nothing "
        + "with this one")
  }
}
