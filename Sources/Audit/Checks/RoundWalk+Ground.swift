import Artifacts
import ModelUpdate
import Rounds

/// What a round is audited with, by the walk or ahead of it.
extension RoundWalk {
  /// Reads what lies there of a round.
  func read(_ round: Int) -> RoundFiles {
    RoundFiles(round, folder: folder, verifier: library.verifier, manifest: manifest.content)
  }

  /// Whether a round was neither abandoned nor ended by a restart.
  func isOrdinary(_ round: Int) -> Bool {
    history.followed[round] == nil && history.abandoned[round] == nil
  }

  /// Whether evidence lies anywhere.
  var hasEvidence: Bool { convictions.hasEvidence }

  /// What a round is audited against.
  func ground(
    _ basis: RoundBasis, _ next: RoundFiles?,
    previousModel: @escaping @Sendable () throws -> ModelState?
  ) -> RoundAudit.Ground {
    RoundAudit.Ground(
      basis: basis, isAfterRestart: history.followed[basis.round - 1] != nil,
      opener: opener(of: basis),
      nextCommits: next?.commits ?? [:],
      spoiltCommits: next?.rejected.filter { $0.place.slot == .commit } ?? [],
      nextStanding: next?.standing ?? [:],
      membership: membership, convictions: convictions, folder: folder, pruned: pruned, key: key,
      previousModel: previousModel)
  }

  /// Looks for who opened a round, when it is asked.
  private func opener(of basis: RoundBasis) -> @Sendable () -> MemberID? {
    let (library, founder) = (library, manifest.content.coordinator)
    return {
      guard basis.round > 1 else { return founder }
      return library.copies(basis.round - 1).first { $0.digest == basis.K }
        .flatMap { MemberID($0.publisher) }
    }
  }
}
