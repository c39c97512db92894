/// Spaces out attempts at models and copies that may be on their way: nobody can have a hospital read
/// the same large file in vain at every look.
///
/// A key is due when as much time has passed since the last attempt as from the first one to that,
/// or a given longest time. So a file that is late by some time is taken at most as much later.
struct SpacedLooks<Key: Hashable> {
  private let longest: Double
  private var attempts: [Key: (first: ClockReading, last: ClockReading)] = [:]

  /// - Parameter longest: seconds between two attempts at most, as long as anybody looks.
  init(longest: Double) { self.longest = longest }

  /// Whether this look is worth an attempt; then it is taken to be made.
  mutating func isDue(_ key: Key, now: ClockReading) -> Bool {
    guard let (first, last) = attempts[key] else {
      attempts[key] = (now, now)
      return true
    }
    guard now.seconds(since: last) >= min(longest, last.seconds(since: first)) else { return false }
    attempts[key] = (first, now)
    return true
  }

  /// Forgets keys, so that they are due again.
  mutating func forget(where isForgotten: (Key) -> Bool) {
    attempts = attempts.filter { !isForgotten($0.key) }
  }
}
