import Artifacts
import Rounds

/// A whole plan, from its first round to its last.
extension Simulation {
  /// Runs until every hospital has finished. Where nothing goes on any
  /// more the faults end; where that does not help people restart.
  ///
  /// - Parameter progress: told of each closed round; may throw to end it.
  func complete(progress: (Int) throws -> Void) throws -> Report {
    var (newest, since, isStorm) = (0, 0.0, !faults.isEmpty)
    while !isComplete {
      try step(isStorm: isStorm)
      if closedRounds > newest {
        (newest, since) = (closedRounds, clock.seconds)
        try progress(newest)
      }
      guard clock.seconds > since + 2_000 else { continue }
      if isStorm {
        healedAfter = newest
        (isStorm, since) = (false, clock.seconds)
        try heal()
      } else if invariants.restarts == 0 {
        try restart()
        since = clock.seconds
      } else {
        throw Invariants.Violation(
          description: "the hospitals see each other and do not go on after round \(newest): "
            + ids.indices.map { "\(ids[$0]) \(standing($0))" }.joined(separator: "; "))
      }
    }
    if isStorm { try heal() }
    // Everybody is started again, and hears of everything.
    try wait(60)
    try publishOutcomes(within: 500)
    for index in ids.indices {
      try invariants.checkLedger(ids[index], charged: processes[index]?.charged() ?? [])
    }
    return report
  }

  private func standing(_ index: Int) -> String {
    switch progress[index] {
    case .waiting(let what)?: "waits for \(what.text)"
    case .finished(let reason)?: reason.text
    case nil: "has not begun"
    }
  }

  /// Who went on from a result of others has closed fewer rounds than it was started for, and begins
  /// one more.
  private var isComplete: Bool {
    zip(ids.indices, honestRounds).allSatisfy { index, closed in
      if case .finished? = progress[index] { return true }
      return cast.last.map { closed >= $0 } ?? false
    }
  }

  /// Why the first hospital starts no further round.
  var ending: StopReason? {
    if case .finished(let reason)? = progress[0] { reason } else { nil }
  }

  /// Writes what was published before the first round.
  func mirrorFounding() throws {
    guard let mirror = cast.mirror else { return }
    for process in processes.compactMap(\.self) {
      try Publisher(hospital: process.hospital, folder: mirror.folder).flushConsortium()
    }
  }
}
