/// When a trainer that has failed is asked again: later and later, so that a fault which lasts does
/// not keep the machine busy. A new round begins anew.
struct TrainerRetry {
  private var round = 0
  private var failures = 0
  private var next = ContinuousClock.now

  private static let first = 60
  private static let longest = 1800

  /// Whether it may be asked for a round.
  func isDue(_ round: Int) -> Bool { round != self.round || ContinuousClock.now >= next }

  /// Notes that it has failed.
  ///
  /// - Returns: seconds until it is due again.
  mutating func failed(_ round: Int) -> Int {
    failures = round == self.round ? failures + 1 : 1
    self.round = round
    let seconds = min(Self.first << min(failures - 1, 10), Self.longest)
    next = ContinuousClock.now + .seconds(seconds)
    return seconds
  }
}
