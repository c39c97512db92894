import Artifacts
import Foundation
import Sodium

/// The own statements of before a change of the key: those that the change commits to.
///
/// Whoever finds a key of before can sign with it whatever it likes, with any number in the chain.
/// But the entry that changed the key is signed with the new one and names the statement before it by
/// digest, that one the statement before, and so down to the first: what hangs on an entry is the
/// hospital's own, and nothing can be put between.
struct ChainBeforeChange {
  private var digests: Set<Digest> = []

  /// Follows the chain down from each change; where a statement is missing it ends.
  ///
  /// - Parameters:
  ///   - changes: the entries that changed the key, as they were taken in.
  ///   - enrolment: the first entry, which the manifest names.
  ///   - files: the own files that are here, whoever has signed them.
  init(
    changes: [UnverifiedFile], enrolment: Digest?, files: some Sequence<UnverifiedFile>
  ) {
    var links: [Digest: Digest] = [:]
    for file in files {
      if let link = Self.link(file) { links[Digest(hashing: file.bytes)] = link.prev }
    }
    for start in changes.compactMap({ Self.link($0)?.prev }) + [enrolment].compactMap(\.self) {
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
