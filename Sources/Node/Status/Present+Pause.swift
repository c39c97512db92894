import Foundation
import Rounds

extension Present {
  /// Notes a pause, and once it has begun what it means for the others.
  mutating func pause(_ since: Date, _ situation: OwnSituation?) {
    let time = since.formatted(.iso8601)
    paused = time
    guard stage == StatusStage.paused.rawValue, let situation, let round else { return }
    text =
      "round \(round): paused since \(time); "
      + (situation.isWaitedFor
        ? "the others wait, because they are too few to go on" : "the others go on without it")
  }
}

extension OwnSituation {
  /// Whether the round needs this hospital, and nobody was told not to wait for it.
  var isWaitedFor: Bool {
    view.basis.roster.members[memory.member]?.incarnation == memory.incarnation
      && !memory.signed.contains(.leave(memory.incarnation))
  }
}
