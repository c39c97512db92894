import Artifacts
import Rounds

/// Rounds of a consortium that have begun beyond those that a plan which follows it charges.
struct RoundsBeyond {
  /// Rounds in which more of those who go on than may lie have signed a masked file, rising: somebody
  /// honest has paid for them.
  private(set) var uncharged: [Int] = []
  /// What so few of them have signed that all may be lies, or others who have stayed.
  private(set) var notes: [Finding] = []

  /// Looks at every round after the last that is charged.
  init(_ walk: RoundWalk, last: Int, _ standings: [MemberID: Predecessor.Standing]) {
    let tolerated = walk.library.genesis.result.roster.c
    for round in walk.folders.begun where round > last {
      let authors = walk.library.masked(round).keys.sorted()
      let goOn = authors.count { [.same, .changed].contains(standings[$0]) }
      if goOn > tolerated {
        uncharged.append(round)
      } else if !authors.isEmpty {
        notes.append(
          Finding(
            .note, .succession,
            "\(authors.map(\.name).joined(separator: ", ")) began round \(round) of the consortium "
              + "before, which is not charged"))
      }
    }
  }
}
