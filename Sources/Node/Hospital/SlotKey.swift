import Artifacts

/// A slot as a key of the outbox: `consortium/approval`, `round-000012/masked`.
struct SlotKey: Hashable {
  let folder: String
  let name: String

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    folder = String(parts[0])
    name = String(parts[1])
  }

  /// The place of the slot in a member's folder.
  func place(of member: MemberID) -> Place? {
    Slot(name: name).map { Place(member: member, round: round ?? 0, slot: $0) }
  }

  var text: String { folder + "/" + name }
  var isConsortium: Bool { folder == "consortium" }
  /// The round; `nil` in `consortium/`.
  var round: Int? { isConsortium ? nil : Int(folder.dropFirst("round-".count)) }
}

extension Place {
  /// The outbox key of a place in the hospital's own folder.
  var key: String { folder + "/" + slot.name }
}
