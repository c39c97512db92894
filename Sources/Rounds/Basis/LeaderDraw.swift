import Artifacts
import Sodium

/// Who leads a round: drawn from the hash of the round's commit file.
///
/// Rank: BLAKE2b-256(key = BLAKE2b-256(commit.json), id), ascending. The commit holds only what
/// was fixed or committed to one round before, so nobody can choose among outcomes.
public enum LeaderDraw {
  /// The members by rank; the first leads, the next acts when the first stays silent.
  public static func ranking(_ members: [MemberID], commit: Digest) -> [MemberID] {
    members
      .map { (rank: Digest.keyed(commit.bytes, hashing: [UInt8]($0.name.utf8)), id: $0) }
      .sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
      .map(\.id)
  }

  /// The order of a later cycle of ballots, from 1 on: the same draw under the key
  /// BLAKE2b-256(key = BLAKE2b-256(commit.json), `ballots <cycle>`). No member's name has a blank.
  static func ranking(_ members: [MemberID], commit: Digest, cycle: Int) -> [MemberID] {
    ranking(
      members, commit: Digest.keyed(commit.bytes, hashing: [UInt8]("ballots \(cycle)".utf8)))
  }
}
