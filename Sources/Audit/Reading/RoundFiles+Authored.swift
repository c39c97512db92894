import Artifacts
import Rounds
import Sodium

/// Evidence as read.
typealias EvidenceStatement = Verified<Statement<EvidenceBody>>
/// A restart as read.
typealias RestartStatement = Verified<Statement<RestartBody>>

extension RoundFiles {
  /// All statements of the round as links of their authors' chains, copies included.
  var authored: [Authored] {
    let masked = masked.values.joined().map { Authored($0.statement, at: $0.place) }
    let ballots =
      votes.values.flatMap { $0.values.map { Authored($0) } }
      + cuts.values.flatMap { $0.values.map { Authored($0) } }
      + unmasked.values.flatMap { $0.values.map { Authored($0) } }
    let rest =
      evidence.map { Authored($0) } + restarts.map { Authored($0) }
      + models.values.map { Authored($0) }
    return masked + ballots + rest
  }

  /// The results that the round's masked files stand on, by author.
  var standing: [MemberID: Set<Digest>] {
    masked.mapValues { Set($0.map(\.statement.content.K)) }
  }

  /// Whether a quorum has unmasked for one choice, where the round stands on a result.
  func isDecided(_ basis: RoundBasis) -> Bool {
    var view = RoundView(basis: basis)
    view.unmasked = unmasked.mapValues { ballots in
      ballots.filter { $0.value.content.K == basis.K }.mapValues(\.content.body.choice)
    }
    return Ballots(view).decided != nil
  }
}
