import Artifacts
import Sodium

/// A hospital's newest statement as it lies here.
public struct HeadRow: Codable, Sendable, Equatable {
  /// The hospital.
  public let member: String
  /// Position of the statement in its author's chain.
  public let seq: Int
  /// Where it lies, without ending.
  public let place: String
  /// Its digest: `b2sum -l 256`.
  public let digest: Digest
  /// When, by its author's clock; for information only.
  public let created: String

  /// The first 32 digits in groups of four, to read out on the telephone.
  public var spoken: String { digest.spoken }

  /// The newest statement of every hospital that has any, by name.
  static func newest(_ links: [MemberID: [Authored]]) -> [HeadRow] {
    links.sorted { $0.key < $1.key }.compactMap { member, links in
      // Of copies the one in the author's own folder, then by name.
      let newest = links.max { one, other in
        (one.seq, one.place.member == member ? 1 : 0, other.place.json)
          < (other.seq, other.place.member == member ? 1 : 0, one.place.json)
      }
      return newest.map {
        HeadRow(
          member: member.name, seq: $0.seq, place: $0.place.description, digest: $0.digest,
          created: $0.created)
      }
    }
  }
}
