import Glibc

/// A moment by some clock, in seconds since 1970.
struct SystemTime {
  let seconds: Double

  init(_ time: timespec) { seconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 }

  /// By this machine's clock.
  static var now: SystemTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return SystemTime(time)
  }
}
