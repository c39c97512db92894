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

  init(hospital: Hospital, folder: any Folder) {
    self.hospital = hospital
    self.folder = folder
  }

  /// Publishes what is missing of the consortium's files.
  func flushConsortium() throws { try flush { $0.isConsortium } }

  /// Publishes what is missing of a round's files.
  func flush(round: Int) throws { try flush { $0.round == round } }

  /// Publishes what is missing of everything that this hospital ever signed; what lies there is
  /// not read again, as that would take longer with every round.
  func flushAll() throws { try flush(isComparing: false) { _ in true } }

  private func flush(isComparing: Bool = true, _ wanted: (SlotKey) -> Bool) throws {
    for key in try hospital.journal.outbox.slots().compactMap(SlotKey.init).filter(wanted) {
      let listed = Set(try folder.list("\(hospital.id)/\(key.folder)"))
      let paths = try hospital.journal.outbox.paths(of: key.text)
      let isThere = paths.allSatisfy {
        (!isComparing || settled.contains($0))
          && listed.contains(String($0.split(separator: "/").last ?? ""))
      }
      guard !isThere else { continue }
      for file in try hospital.journal.outbox.files(of: key.text) {
        try folder.publish(file.bytes, at: file.path)
        settled.insert(file.path)
      }
    }
  }
}
