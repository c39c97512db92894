/// What a check is about; the raw values are stable and appear in every output.
public enum CheckCode: String, Codable, Sendable, CaseIterable {
  /// The manifest, its signature and the session.
  case anchor
  /// Every member's signed consent to exactly this manifest.
  case approvals
  /// The consortium before, where the plan follows one.
  case succession
  /// Canonical form, signature and place of every signed file.
  case signatures
  /// Each author's own chain of statements.
  case chains
  /// What a round stands on: previous result, commit, genesis.
  case links
  /// The leader draw, recomputed.
  case leader
  /// Who was expected, who is in, who is out and why.
  case participants
  /// Digests and sizes of sealed files.
  case payloads
  /// Commitments, pair agreement and boxes of every masked file.
  case dealings
  /// Votes, cuts, certificates, and what each author may sign of them.
  case ballots
  /// One choice, named by a quorum of unmask files.
  case set
  /// Shares against commitments.
  case shares
  /// Opened seeds and nonces, recomputed from the shares.
  case seeds
  /// The sum, recomputed from the sealed vectors.
  case aggregate
  /// The model, recomputed from the sum.
  case model
  /// The privacy ledger, recomputed.
  case ledger
  /// What a round of counts released, by a key that opens it.
  case release
  /// Rounds that the plan releases without noise.
  case noise
  /// The published outcome, compared byte for byte with the recomputed one.
  case outcome
  /// The latest statements that members saw of each other.
  case heads
  /// What members proved about others, and whom it convicts.
  case evidence
  /// A restart, and the rounds that it abandons.
  case restart
  /// Files that are no part of the protocol.
  case files
}
