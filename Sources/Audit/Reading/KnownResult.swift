import Artifacts
import Rounds
import Sodium

/// A result that an audit knows: read and verified, or derived.
struct KnownResult {
  /// The result.
  let content: ResultDocument
  /// Digest of its bytes: K of what stands on it.
  let digest: Digest
  /// Where it lies; where it would lie if it was derived.
  let file: String

  /// A published result.
  init(_ result: Verified<ResultDocument>) {
    content = result.content
    digest = result.digest
    file = result.place.json
  }

  /// A result that was derived.
  init(_ result: ResultDocument) {
    content = result
    digest = Digest(hashing: CanonicalJSON.encode(result))
    file = "\(Place.roundFolder(result.round))/result.json"
  }

  /// Who published it, where it is a published one.
  var publisher: String { String(file.prefix { $0 != "/" }) }

  /// What the round's published files must hash to.
  var outcome: DerivedOutcome {
    DerivedOutcome(content, digest: digest)
  }
}
