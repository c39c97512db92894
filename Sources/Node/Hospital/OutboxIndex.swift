import Artifacts
import Journal

/// Which slots of the outbox are filled, by folder.
///
/// A folder is read once: whoever holds the hospital's lock is the only one who fills slots. Other
/// folders are not read, as that would take longer with every round.
struct OutboxIndex {
  private let outbox: Outbox
  private var slots: [String: Set<Slot>] = [:]

  init(_ outbox: Outbox) { self.outbox = outbox }

  /// The filled slots of a folder: `consortium`, `round-000012`.
  mutating func slots(in folder: String) throws -> Set<Slot> {
    if let known = slots[folder] { return known }
    let read = Set(try outbox.names(in: folder).compactMap { Slot(name: $0) })
    // A service works on few rounds at a time, and sees thousands.
    if slots.count >= 64 { slots.removeAll() }
    slots[folder] = read
    return read
  }

  /// Remembers a slot that was filled.
  mutating func insert(_ key: SlotKey) {
    if let slot = Slot(name: key.name) { slots[key.folder]?.insert(slot) }
  }
}
