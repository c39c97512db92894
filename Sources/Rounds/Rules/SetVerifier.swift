import Artifacts
import SecureAggregation
import Synchronization

/// Keeps what the shares of a set are checked with; nearly always all holders reveal for one set.
final class SetVerifier: Sendable {
  private let newest = Mutex<(set: RoundSet, verifier: ShareVerifier)?>(nil)

  /// The verifier of a set, made unless it was the last one.
  ///
  /// The set names its masked files by digest, so that its dealings are always the same.
  func verifier(
    of set: RoundSet, dealings: [String: Dealing], in context: RoundContext
  ) throws(SecureAggregationError) -> ShareVerifier {
    if let newest = newest.withLock({ $0 }), newest.set == set { return newest.verifier }
    let made = try ShareVerifier(
      set: set.members.map(\.name), dealings: dealings, in: context)
    newest.withLock { $0 = (set, made) }
    return made
  }
}
