import Artifacts
import ModelUpdate
import Rounds
import Sodium

extension RoundAudit {
  /// What a round is audited against.
  struct Ground {
    let basis: RoundBasis
    /// Whether the result before is a restart: files that stand on another are left over.
    let isAfterRestart: Bool
    /// Who published the result before and the commit that opens the round; `nil` where no copy of
    /// that result is here.
    let opener: @Sendable () -> MemberID?
    /// The commits of the round after, which this round's result names.
    let nextCommits: [MemberID: Verified<CommitDocument>]
    /// Commits of the round after that do not pass.
    let spoiltCommits: [RejectedFile]
    /// What the masked files of the round after stand on.
    let nextStanding: [MemberID: Set<Digest>]
    let membership: MembershipAudit
    let convictions: Convictions
    let folder: AuditFolder
    /// Which sealed files may be gone.
    let pruned: PrunedPayloads?
    let key: SealingKey?
    /// Opens the model that the round trained on; `nil` without a key. Throws ``PrunedModel`` where it
    /// is gone as the plan allows.
    let previousModel: @Sendable () throws -> ModelState?
  }
}
