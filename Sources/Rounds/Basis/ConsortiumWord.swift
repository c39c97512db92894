import Artifacts
import Sodium

/// How a member that was away finds the others again without recomputing their rounds.
///
/// A result whose digest is the K of masked statements by a quorum of its own roster is the
/// consortium's word: more than c members stand on it, so at least one honest member derived it.
public enum ConsortiumWord {
  /// The newest result that a quorum stands on.
  ///
  /// - Parameters:
  ///   - standing: for a round the members that signed a masked statement in it, with their K and
  ///     incarnation.
  ///   - results: valid results of the round before, by digest.
  /// - Returns: the digest of the result; `nil` where none has a quorum.
  public static func result(
    standing: [MemberID: (K: Digest, incarnation: Int)], results: [Digest: ResultDocument],
    manifest: Manifest
  ) -> Digest? {
    results.first { digest, result in
      guard let basis = try? RoundBasis(after: result, digest: digest, manifest: manifest) else {
        return false
      }
      let count = standing.count { id, statement in
        statement.K == digest && basis.roster.members[id]?.incarnation == statement.incarnation
      }
      return count >= basis.roster.t
    }?.key
  }
}
