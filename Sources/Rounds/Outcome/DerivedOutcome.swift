import Artifacts
import Sodium

/// What a closed round's published files must hash to, as a reader derived it itself.
public struct DerivedOutcome: Hashable, Sendable {
  /// Digest of `result.json`.
  public let result: Digest
  /// Digest of the next round's `commit.json`.
  public let commit: Digest
  /// Digest of the model after the round.
  public let model: Digest
  /// K of the closed round. On one K two honest members derive the same outcome; people's restarts
  /// can lay two, and then both may be right. `nil` where the reader does not know it, and for a
  /// restart: nobody is convicted then.
  public let K: Digest?
  /// The entries by which members are in the next round.
  public let entries: [MemberID: Int]

  /// Describes a result that the reader derived.
  ///
  /// - Parameter digest: BLAKE2b-256 of its bytes.
  public init(_ result: ResultDocument, digest: Digest) {
    self.result = digest
    commit = result.commit
    model = result.model
    K = result.outcome == .restart ? nil : result.K
    entries = result.roster.members.mapValues(\.incarnation)
  }

  /// What a round stands on.
  public init(before basis: RoundBasis) {
    (result, commit, model, K) = (basis.K, basis.commit, basis.model, basis.ground)
    entries = basis.roster.members.mapValues(\.incarnation)
  }

  /// Those of an outcome.
  public init(_ outcome: RoundOutcome) { self.init(outcome.result, digest: outcome.K) }

  /// Whether a signed file says the same.
  ///
  /// - Throws: for a file that is no part of an outcome, is not in its form, or stands on another
  ///   ground: it says nothing about this outcome.
  public func agrees(
    with file: UnverifiedFile, _ verifier: Verifier
  ) throws(Rejection) -> Bool {
    switch file.place.slot {
    case .result:
      let said = try verifier.document(ResultDocument.self, file)
      if said.digest == result { return true }
      guard said.content.K == K, said.content.outcome != .restart else { throw elsewhere(file) }
    case .commit:
      // It does not say on which result it stands; the result that names it decides.
      guard try verifier.document(CommitDocument.self, file).digest == commit else {
        throw elsewhere(file)
      }
      return true
    case .model:
      let said = try verifier.statement(ModelBody.self, file).content
      if said.body.model == model { return true }
      guard said.K == K else { throw elsewhere(file) }
    default:
      throw Rejection(.field, file: file.place.json, "is no part of an outcome")
    }
    return false
  }

  private func elsewhere(_ file: UnverifiedFile) -> Rejection {
    Rejection(.context, file: file.place.json, "does not stand on what this outcome stands on")
  }
}
