import Artifacts
import Journal

/// Which slots of the outbox are filled, by folder.
///
/// Read once: whoever holds the hospital's lock is the only one who fills slots. Looking through
/// the outbox itself would take longer with every round.
struct OutboxIndex {
  private var slots: [String: Set<Slot>] = [:]

  /// Reads the filled slots.
  init(_ outbox: Outbox) throws {
    for key in try outbox.slots().compactMap(SlotKey.init) { insert(key) }
  }

  /// The filled slots of a folder: `consortium`, `round-000012`.
  func slots(in folder: String) -> Set<Slot> { slots[folder] ?? [] }

  /// The folders that have any.
  var folders: [String] { slots.keys.sorted() }

  /// Remembers a slot that was filled.
  mutating func insert(_ key: SlotKey) {
    if let slot = Slot(name: key.name) { slots[key.folder, default: []].insert(slot) }
  }
}
