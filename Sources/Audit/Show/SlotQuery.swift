import Artifacts
import SharedFolder

/// What a person calls a signed file: `h1/round-000012/masked`, `round-12/masked`, `manifest`.
struct SlotQuery {
  /// The writer; `nil` for whoever has such a file.
  let member: MemberID?
  /// The round; 0 in `consortium/`.
  let round: Int
  /// The slot.
  let slot: Slot

  /// Reads the words of a command line.
  ///
  /// Endings of files may stand behind; rounds may be written as elsewhere on a command line.
  /// - Throws: ``AuditError`` 64 saying what is not understood.
  init(_ text: String) throws(AuditError) {
    func refuse(_ why: String) -> AuditError {
      AuditError(
        64, "'\(AuditReport.plain(text))' \(why)",
        remedy: "write h1/round-000012/masked, round-12/masked, or for consortium/ approval")
    }
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...3).contains(parts.count), var name = parts.popLast() else {
      throw refuse("names no signed file")
    }
    for ending in [".minisig", ".json", ".sealed"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    guard let slot = Slot(name: name) else {
      throw refuse(
        "does not end in a slot: plan, manifest, approval, enrol-0001, commit, masked, "
          + "vote-1, cut-2, unmask-0, result, model, leave-0001, evidence-1, restart-1, relay-h1")
    }
    self.slot = slot
    var round: Int?
    if let folder = parts.last, folder == "consortium" {
      guard slot.isConsortium else { throw refuse("does not lie in consortium/") }
      parts.removeLast()
    } else if let folder = parts.last, let number = RoundSelection(folder)?.single {
      guard !slot.isConsortium else { throw refuse("lies in consortium/, not in a round") }
      round = number
      parts.removeLast()
    }
    guard slot.isConsortium || round != nil else { throw refuse("needs a round") }
    self.round = round ?? 0
    guard let name = parts.last else {
      member = nil
      return
    }
    guard parts.count == 1, let id = MemberID(name) else { throw refuse("names no member's file") }
    member = id
  }
}
