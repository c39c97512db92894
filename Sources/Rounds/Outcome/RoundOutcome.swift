import Artifacts
import ModelUpdate
import SecureAggregation
import Sodium

/// How a round ended: the bytes of its result, of the next round's commit, and the model.
///
/// Every member derives it alone and goes on at once; the leader's files only repeat it.
public struct RoundOutcome: Sendable {
  /// The result that closes the round.
  public let result: ResultDocument
  /// The canonical bytes of the result; their digest is K of the next round.
  public let resultBytes: [UInt8]
  /// The commit that opens the next round.
  public let commit: CommitDocument
  /// The opened sum in grid steps; `nil` where nothing was opened.
  public let aggregate: RingVector?
  /// The model after the round.
  public let model: ModelState
  /// The model as safetensors.
  public let modelBytes: [UInt8]

  /// K of the next round.
  public var K: Digest { Digest(hashing: resultBytes) }

  init(
    result: ResultDocument, commit: CommitDocument, aggregate: RingVector? = nil,
    model: ModelState, modelBytes: [UInt8]
  ) {
    self.result = result
    self.commit = commit
    self.aggregate = aggregate
    self.model = model
    self.modelBytes = modelBytes
    resultBytes = CanonicalJSON.encode(result)
  }
}
