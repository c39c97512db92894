/// The hospital's own clock. Nobody's clock is ever compared with another's: it only measures how
/// long this hospital has waited.
protocol LocalClock: Sendable {
  /// What the clock shows.
  func now() -> ClockReading
}
