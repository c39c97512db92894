import Artifacts
import Foundation
import Sodium

/// The own statements of before a change of the key: those that the change commits to.
///
/// Whoever finds a key of before can sign with it whatever it likes, with any number in the chain.
/// But the entry that brought the key of now is signed with that one and names the statement before it
/// by digest, that one the statement before, and so down to the first, other changes included: what
/// hangs on it is the hospital's own, and nothing can be put between. Of an earlier change that cannot
/// be said: its own key is out of use as well.
struct ChainBeforeChange {
  private var starts: [Digest]
  private var links: [Digest: Digest] = [:]
  private var digests: Set<Digest> = []

  /// - Parameters:
  ///   - change: the entry that brought the key of now, as it was taken in.
  ///   - enrolment: the first entry, which the manifest names.
  init(change: UnverifiedFile, enrolment: Digest?) {
    starts = [Self.link(change)?.prev, enrolment].compactMap(\.self)
  }

  /// Remembers what a file names before it, whoever has signed it.
  mutating func add(_ file: UnverifiedFile) {
    if let link = Self.link(file) { links[Digest(hashing: file.bytes)] = link.prev }
  }

  /// Follows the chain down through the files that were added; where one is missing it ends.
  mutating func follow() {
    for start in starts {
      var next: Digest? = start
      while let digest = next, digests.insert(digest).inserted { next = links[digest] }
    }
  }

  /// Whether a statement hangs on a change, and lies where it says that it belongs: under the old key
  /// its bytes could be signed for another place as well.
  func contains(_ file: UnverifiedFile) -> Bool {
    guard digests.contains(Digest(hashing: file.bytes)), let link = Self.link(file) else {
      return false
    }
    return link.from == file.place.member && link.round == file.place.round
      && link.slot == file.place.slot.name
  }

  private static func link(_ file: UnverifiedFile) -> Link? {
    try? JSONDecoder().decode(Link.self, from: Data(file.bytes))
  }

  /// What a statement says of where it belongs, whatever else it says.
  private struct Link: Decodable {
    let from: MemberID
    let round: Int
    let slot: String
    let prev: Digest
  }
}
