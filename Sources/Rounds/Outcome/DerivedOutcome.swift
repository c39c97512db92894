import Artifacts
import Sodium

/// What a closed round's published files must hash to, as a member derived it itself.
public struct DerivedOutcome: Hashable, Sendable {
  /// Digest of `result.json`.
  public let result: Digest
  /// Digest of the next round's `commit.json`.
  public let commit: Digest
  /// Digest of the model after the round.
  public let model: Digest

  /// Names the digests.
  public init(result: Digest, commit: Digest, model: Digest) {
    (self.result, self.commit, self.model) = (result, commit, model)
  }

  /// Those of an outcome.
  public init(_ outcome: RoundOutcome) {
    self.init(
      result: outcome.K, commit: outcome.result.commit, model: outcome.result.model)
  }

  /// Whether a signed file says the same; its signature was checked before.
  ///
  /// - Throws: `.field` for a file that is no part of an outcome.
  public func agrees(
    with file: UnverifiedFile, _ verifier: Verifier
  ) throws(Rejection) -> Bool {
    switch file.place.slot {
    case .result: return Digest(hashing: file.bytes) == result
    case .commit: return Digest(hashing: file.bytes) == commit
    case .model:
      return try verifier.statement(ModelBody.self, file).content.body.model == model
    default:
      throw Rejection(.field, file: file.place.json, "is no part of an outcome")
    }
  }
}
