import Artifacts
import Sodium

/// How a member that was away finds the others again without recomputing their rounds.
///
/// A result whose digest is the K of masked statements by more than c members of its own roster is
/// the consortium's word: at least one honest member derived it, and honest members derive the same.
/// (A quorum would be too much to ask: a lying member that falls silent could keep one out for ever.)
public enum ConsortiumWord {
  /// The result that more than c members stand on.
  ///
  /// - Parameters:
  ///   - standing: for a round the members that signed a masked statement in it, with their K and
  ///     incarnation.
  ///   - results: valid results of the round before, by digest.
  /// - Returns: the digest of the result; `nil` where none has so many.
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
      return count > basis.roster.c
    }?.key
  }
}
