import Artifacts
import Rounds
import Sodium

/// What is known of a round that has no result yet, or of a closed one beside its result.
struct RoundInWork {
  let view: RoundView
  /// The valid masked statements.
  let masked: [Digest: MaskedStatement]
  let aside: [Rejection]
}
