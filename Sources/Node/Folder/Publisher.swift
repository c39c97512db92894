import Artifacts
import SharedFolder

/// Copies from the outbox into the shared directory; nothing else writes there.
struct Publisher {
  let hospital: Hospital
  let folder: any Folder

  /// Publishes what is missing of the consortium's files.
  func flushConsortium() throws { try flush { $0.isConsortium } }

  /// Publishes what is missing of a round's files.
  func flush(round: Int) throws { try flush { $0.round == round && !$0.isConsortium } }

  private func flush(_ wanted: (SlotKey) -> Bool) throws {
    for key in try hospital.journal.outbox.slots().compactMap(SlotKey.init).filter(wanted) {
      let listed = Set(try folder.list("\(hospital.id)/\(key.folder)"))
      for file in try hospital.journal.outbox.files(of: key.text)
      where !listed.contains(String(file.path.split(separator: "/").last ?? "")) {
        try folder.publish(file.bytes, at: file.path)
      }
    }
  }
}
