import Foundation
import Glibc

/// The machine's clock.
struct SystemClock: LocalClock {
  private static let boot =
    (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
    .trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"

  func now() -> ClockReading {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return ClockReading(
      boot: Self.boot, uptime: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9,
      wall: Date.now.timeIntervalSince1970)
  }
}
