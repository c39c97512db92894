import Testing

@testable import Node

/// Attempts at what may be on its way.
@Suite struct SpacedLooksTests {
  private func reading(_ seconds: Double) -> ClockReading {
    ClockReading(boot: "b", uptime: seconds, wall: seconds)
  }

  /// The looks, one each `interval`, that are worth an attempt.
  private func attempts(every interval: Double, until end: Double) -> [Double] {
    var looks = SpacedLooks<Int>(longest: 100)
    return stride(from: 0, to: end, by: interval).filter { looks.isDue(0, now: reading($0)) }
  }

  @Test func attemptsAreFewAndNeverFarBetween() {
    #expect(attempts(every: 1, until: 300) == [0, 1, 2, 4, 8, 16, 32, 64, 128, 228])
    // Who looks seldom tries each time.
    #expect(attempts(every: 600, until: 3_000) == [0, 600, 1_200, 1_800, 2_400])
  }

  @Test func keysAreApartAndForgotten() {
    var looks = SpacedLooks<Int>(longest: 100)
    let due = (0..<4).map { looks.isDue(0, now: reading(Double($0))) }
    #expect(due == [true, true, true, false])
    let other = looks.isDue(1, now: reading(3))
    looks.forget { $0 == 0 }
    let again = looks.isDue(0, now: reading(3))
    #expect(other && again)
  }
}
