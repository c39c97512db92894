import Artifacts
import Foundation
import Journal
import Sodium

/// Finds the head of a hospital's own chain.
///
/// Every signed statement is in the outbox, but looking through all of it would take longer with
/// every round. So the next statement is announced in a small durable value before its slot is
/// filled: whether the slot holds it tells afterwards which of the two heads is true.
struct OwnChain {
  private let journal: Journal
  private let announced: DurableValue<Announcement>

  init(_ journal: Journal) {
    self.journal = journal
    announced = journal.value("chain", of: Announcement.self)
  }

  /// The link after the newest statement.
  func next() throws -> ChainLink { try head().map { $0.next } ?? .first }

  /// Announces a statement; its slot has to be filled next.
  func announce(_ statement: Head, in slot: String) throws {
    try announced.save(Announcement(slot: slot, head: statement, before: try head()?.head))
  }

  /// Finds the head by reading everything; for a state that has just taken in what it had lost.
  func rebuild() throws {
    var newest: Head?
    for key in try journal.outbox.slots() {
      guard let found = try statement(in: key), found.seq > newest?.seq ?? 0 else { continue }
      newest = found
    }
    if let newest { try announced.save(Announcement(slot: "", head: newest, before: newest)) }
  }

  private func head() throws -> (head: Head, next: ChainLink)? {
    guard let announcement = try announced.load() else { return nil }
    let isFilled = try statement(in: announcement.slot) == announcement.head
    let head = isFilled ? announcement.head : announcement.before
    return head.map { ($0, ChainLink(seq: $0.seq + 1, prev: $0.digest)) }
  }

  /// The own statement in a slot of the outbox.
  private func statement(in slot: String) throws -> Head? {
    guard let key = SlotKey(slot), Slot(name: key.name)?.isOwnStatement ?? false else { return nil }
    for file in try journal.outbox.files(of: slot, where: { $0.hasSuffix(".json") }) {
      let position = try JSONDecoder().decode(Position.self, from: Data(file.bytes))
      return Head(seq: position.seq, digest: Digest(hashing: file.bytes))
    }
    return nil
  }

  private struct Announcement: Codable {
    let slot: String
    let head: Head
    let before: Head?
  }

  private struct Position: Decodable {
    let seq: Int
  }
}
