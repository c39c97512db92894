import Synchronization

/// Time that the simulator advances; the same for all hospitals, as nobody compares clocks.
final class SimulatedClock: LocalClock {
  private let time = Mutex(0.0)

  /// Seconds since the start of the simulation.
  var seconds: Double { time.withLock { $0 } }

  /// Goes on to a later moment.
  func advance(to moment: Double) { time.withLock { $0 = max($0, moment) } }

  func now() -> ClockReading {
    ClockReading(boot: "simulated", uptime: seconds, wall: 1_790_000_000 + seconds)
  }
}
