import Artifacts
import ModelUpdate
import Sodium

/// Ends a round of which nothing is opened: the model stays, the charge stays, the members of the
/// choice go on with their next keys.
public struct VoidRound: Sendable {
  private let basis: RoundBasis
  private let set: [MemberID: MaskedStatement]

  /// - Parameter masked: the masked statements of the choice's members, each checked.
  public init(_ basis: RoundBasis, masked: [MemberID: MaskedStatement]) {
    self.basis = basis
    set = masked
  }

  /// The outcome.
  ///
  /// - Parameters:
  ///   - model: the model on which the round stood, and its file.
  public func outcome(model: ModelState, file: [UInt8]) throws(Rejection) -> RoundOutcome {
    RoundOutcome(result: try result(), commit: commit, model: model, modelBytes: file)
  }

  /// The result. The charge is that of the dearest set: every masked file was paid for before it
  /// appeared.
  public func result() throws(Rejection) -> ResultDocument {
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    return ResultDocument(
      session: basis.session, round: basis.round, outcome: .void, K: basis.K,
      set: RoundSet(masked: set.mapValues(\.digest)), model: basis.model,
      ledger: [try arithmetic.charge(basis.roster, round: basis.round, present: nil)],
      roster: NextRound(basis: basis, set: set).roster(arithmetic),
      commit: Digest(hashing: CanonicalJSON.encode(commit)))
  }

  /// The commit of the next round. No nonce is opened: its leader can be foreseen.
  public var commit: CommitDocument {
    CommitDocument(
      session: basis.session, round: basis.round + 1, prev: basis.commit, nonces: [:])
  }
}
