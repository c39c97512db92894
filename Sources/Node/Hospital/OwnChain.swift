import Artifacts
import Foundation
import Journal
import Sodium

/// Finds the head of a hospital's own chain in its outbox.
struct OwnChain {
  private let outbox: Outbox

  init(_ outbox: Outbox) { self.outbox = outbox }

  /// The link after the newest statement.
  ///
  /// Rounds only rise, so the newest statement is among those of the last two rounds; before
  /// round 1 it is in `consortium/`.
  func next() throws -> ChainLink {
    let keys = try outbox.slots().compactMap(SlotKey.init)
    let last = keys.compactMap(\.round).max() ?? 0
    let recent = keys.filter { ($0.round ?? 0) >= last - 2 || last <= 2 }
    var head: (seq: Int, digest: Digest)?
    for key in recent {
      for file in try outbox.files(of: key.text) where file.path.hasSuffix(".json") {
        guard let position = try? JSONDecoder().decode(Position.self, from: Data(file.bytes)),
          position.seq > head?.seq ?? 0
        else { continue }
        head = (position.seq, Digest(hashing: file.bytes))
      }
    }
    return head.map { ChainLink(seq: $0.seq + 1, prev: $0.digest) } ?? .first
  }

  private struct Position: Decodable {
    let seq: Int
  }
}
