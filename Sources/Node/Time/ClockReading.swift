/// A moment by the hospital's own clock, written down so that a later process can tell how long
/// ago it was.
struct ClockReading: Codable, Hashable, Sendable {
  /// Which start of the machine; uptimes of two starts cannot be compared.
  let boot: String
  /// Seconds since the start of the machine, sleep included.
  let uptime: Double
  /// Seconds since 1970 by the calendar.
  let wall: Double

  /// Seconds from an earlier moment to this one, never negative.
  ///
  /// The calendar is trusted only across a restart of the machine: people and time servers set it.
  func seconds(since start: ClockReading) -> Double {
    max(0, boot == start.boot ? uptime - start.uptime : wall - start.wall)
  }
}
